// Makes each drawn map into one that moves. The list below the drawing says where its dots are;
// if anything fails, the drawing stays.
(() => {
  "use strict";

  const reducesMotion = matchMedia("(prefers-reduced-motion: reduce)").matches;

  const isTouched = matchMedia("(pointer: coarse)").matches;

  const addTiles = (map, figure) => {
    if (!figure.dataset.tiles) return;
    const attribution = document.createElement("span");
    attribution.textContent = figure.dataset.tilesAttribution;
    L.tileLayer(figure.dataset.tiles, { attribution: attribution.innerHTML }).addTo(map);
  };

  const addOutlines = (map, figure, outlines) => {
    const over = figure.dataset.tiles ? " map-over-tiles" : "";
    return L.geoJSON(outlines, {
      interactive: false,
      style: () => ({ className: `map-shape${over}`, weight: 1 }),
    }).addTo(map);
  };

  const addDot = (map, item) => {
    const { latitude, longitude, weight } = item.dataset;
    const link = item.querySelector("a");
    const dot = L.circleMarker([Number(latitude), Number(longitude)], {
      className: "map-point-moving",
      radius: 6 * Math.sqrt(Math.max(0.25, Math.min(Number(weight), 16))) + 1,
    });
    const label = document.createElement("span");
    label.textContent = (link || item).textContent.trim();
    dot.bindTooltip(label).addTo(map);
    if (link) dot.on("click", () => link.click());
  };

  const begin = (figure, outlines) => {
    const canvas = figure.querySelector(".map-canvas");
    const drawing = canvas.firstElementChild;
    const { title, zoomIn, zoomOut } = figure.dataset;
    const zoomControl = L.control.zoom({ zoomInTitle: zoomIn, zoomOutTitle: zoomOut });
    const { width, height } = drawing.viewBox.baseVal;
    canvas.style.aspectRatio = `${width} / ${height}`; // Nothing on the page moves.
    drawing.remove();
    const map = L.map(canvas, {
      zoomControl: false,
      zoomSnap: 0.25,
      // A page scrolls past its map, with the wheel and, until one zooms in, with one finger.
      scrollWheelZoom: false,
      dragging: !isTouched,
      zoomAnimation: !reducesMotion,
      fadeAnimation: !reducesMotion,
      inertia: !reducesMotion,
    });
    canvas.setAttribute("role", "region");
    canvas.setAttribute("aria-label", title);
    map.attributionControl.setPrefix(false);
    addTiles(map, figure);
    const limits = addOutlines(map, figure, outlines).getBounds();
    map.fitBounds(limits, { padding: [12, 12], animate: false });
    map.setMaxBounds(limits.pad(0.5)).setMinZoom(map.getZoom() - 0.5);
    zoomControl.addTo(map);
    const whole = map.getZoom();
    if (isTouched) {
      map.on("zoomend", () => map.dragging[map.getZoom() > whole ? "enable" : "disable"]());
    }
    figure.querySelectorAll("[data-longitude]").forEach((item) => addDot(map, item));
    figure.dataset.moves = "yes";
  };

  const enhance = async (figure) => {
    try {
      const answer = await fetch(figure.dataset.outlines);
      if (answer.ok) begin(figure, await answer.json());
    } catch {
      // No network: the drawing already shows everything.
    }
  };

  document.querySelectorAll(".map[data-outlines]").forEach(enhance);
})();
