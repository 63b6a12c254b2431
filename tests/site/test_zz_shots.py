import sys
sys.path.insert(0, "/work/main")
from tests.site.test_accessibility import *  # noqa
from tests.site import test_accessibility as t
for n in [n for n in list(globals()) if n.startswith("test_")]: del globals()[n]

def test_shots(square, page):
    address, keeper, ids = square
    for path, name in [("/", "home"), ("/ecosistemi/veglio-insieme/", "eco"), ("/ecosistemi/", "ecos"), ("/cerca/?q=forno", "search")]:
        for w in (360, 1280):
            page.set_viewport_size({"width": w, "height": 800}); page.goto(address + path)
            page.wait_for_timeout(600)
            page.screenshot(path=f"/tmp/helperP/{name}-{w}.png", full_page=True)
    t.sign_in(page, address, keeper)
    for path, name in [("", "today"), ("organizzazioni/{organisation}/", "org"), ("ecosistemi/veglio-insieme/", "deco"), ("organizzazioni/{organisation}/persone/?q=pina", "people"), ("organizzazioni/nuova/", "new"), ("siti/{site}/colori/", "theme")]:
        for w in (360, 1280):
            page.set_viewport_size({"width": w, "height": 800}); page.goto(address + "/scrivania/" + path.format(**ids))
            page.screenshot(path=f"/tmp/helperP/{name}-{w}.png", full_page=True)
