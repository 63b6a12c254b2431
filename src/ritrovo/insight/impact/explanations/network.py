"""The measures of ties between people, explained."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from ritrovo.insight.impact.explanations.explaining import Explanation

EXPLAINED: Final = (
    Explanation(
        "people",
        meaning=_(
            "Quante persone hanno dato o ricevuto qualcosa, in qualunque modo: è la popolazione "
            "su cui si misurano i legami. Chi non ha ancora fatto niente non c'è."
        ),
        formula="n",
        example=_(
            "Nella rete d'esempio Dino ha prestato una scala: le persone sono 4, anche se Dino "
            "non ha legami."
        ),
        edges=_(
            "Per famiglia, chi vive insieme conta per uno. Si nasconde quando chi ha solo "
            "ricevuto è meno di cinque."
        ),
    ),
    Explanation(
        "people_with_ties",
        meaning=_(
            "Quante persone hanno almeno un legame: hanno dato o ricevuto un dono, o scambiato."
        ),
        formula=_("n − #{senza legami}"),
        example=_("Anna, Bruno e Carla hanno legami, Dino no: sono 3 su 4."),
        edges=_("Senza doni è 0."),
    ),
    Explanation(
        "givers",
        meaning=_("Quante persone hanno dato qualcosa a un'altra persona."),
        formula="#{i: Σⱼ wᵢⱼ > 0}",
        example=_("Hanno dato Anna e Bruno: sono 2."),
        edges=_(
            "Chi ha dato solo a un'organizzazione o a un bene comune è fra chi ha dato, ma non "
            "qui: qui si guardano i legami fra persone."
        ),
    ),
    Explanation(
        "receivers",
        meaning=_("Quante persone hanno ricevuto qualcosa da un'altra persona."),
        formula="#{i: Σⱼ wⱼᵢ > 0}",
        example=_("Hanno ricevuto Bruno, Anna e Carla: sono 3."),
        edges=_("Non si dice sotto cinque: parla di chi ha avuto bisogno."),
    ),
    Explanation(
        "both_sides",
        meaning=_(
            "Quante persone hanno dato e anche ricevuto: è il contrario della strada a senso "
            "unico, da chi aiuta a chi è aiutato."
        ),
        formula="#{i: Σⱼ wᵢⱼ > 0, Σⱼ wⱼᵢ > 0}",
        example=_("Anna e Bruno hanno dato e ricevuto: sono 2."),
        edges=_("Non si dice sotto cinque, né quando dal resto si capirebbe."),
    ),
    Explanation(
        "both_sides_share",
        meaning=_("Su tutte le persone, quante hanno dato e anche ricevuto."),
        formula="#{i: Σⱼ wᵢⱼ > 0, Σⱼ wⱼᵢ > 0} / n",
        example=_("2 persone su 4: 50 %."),
        edges=_("Si dice da 30 persone in su. Il margine è l'intervallo di Wilson al 95 %."),
    ),
    Explanation(
        "ties",
        meaning=_(
            "Quanti legami ci sono: chi ha dato a chi, ogni verso una volta, non importa quante "
            "volte."
        ),
        formula="L = Σ aᵢⱼ",
        example=_("Anna a Bruno, Bruno ad Anna, Bruno a Carla: 3 legami."),
        edges=_("Senza doni è 0."),
    ),
    Explanation(
        "reciprocated",
        meaning=_("Quanti legami hanno anche il verso opposto."),
        formula="L↔ = Σ aᵢⱼ aⱼᵢ",
        example=_("Anna a Bruno e Bruno ad Anna: 2 legami ricambiati su 3."),
        edges=_("Senza doni è 0."),
    ),
    Explanation(
        "new_ties",
        meaning=_(
            "Quante coppie di persone si sono date qualcosa per la prima volta in questo periodo."
        ),
        formula=_("#{i < j: il primo dono fra i e j è nel periodo}"),
        example=_("Anna e Bruno si aiutavano già l'anno scorso, Bruno e Carla no: 1 coppia nuova."),
        edges=_(
            "Conta tutta la storia dell'ecosistema, non solo il periodo: una coppia è nuova una "
            "volta sola."
        ),
    ),
    Explanation(
        "repeated_ties",
        meaning=_(
            "Quante coppie si sono date qualcosa almeno tre volte, in un verso o nell'altro: non "
            "un caso, un'abitudine."
        ),
        formula=_("#{i < j: doni fra i e j ≥ 3}"),
        example=_("Fra Anna e Bruno ci sono 4 doni, fra Bruno e Carla 2: 1 coppia."),
        edges=_("Senza doni è 0."),
    ),
    Explanation(
        "density",
        meaning=_(
            "Di tutti i legami possibili, quanti ci sono. In una comunità grande è sempre "
            "piccola: nessuno conosce tutti."
        ),
        formula="d = L / (n (n − 1))",
        example=_("4 persone possono avere 4 × 3 = 12 legami; ce ne sono 3: d = 0,25."),
        edges=_(
            "Con meno di due persone non è definita. Si legge insieme a r e ρ. Si dice da 30 "  # noqa: RUF001  The letter is its name.
            "persone in su."
        ),
    ),
    Explanation(
        "r",
        meaning=_(
            "Dei legami che ci sono, quanti sono ricambiati proprio dalla persona a cui si è dato."
        ),
        formula="r = L↔ / L",
        example=_("2 legami ricambiati su 3: r = 0,67."),
        edges=_(
            "Cresce già per caso quando i legami sono fitti: per questo accanto sta sempre ρ. "  # noqa: RUF001  The letter is its name.
            "Senza legami non è definita."
        ),
    ),
    Explanation(
        "rho",
        meaning=_(
            "Quanto i legami sono ricambiati più di quanto farebbe il caso. Sopra zero le persone"
            " ricambiano, sotto zero lo evitano."
        ),
        formula="ρ = (r − d) / (1 − d)",  # noqa: RUF001  The letter is its name.
        example=_("Con r = 0,67 e d = 0,25: (0,67 − 0,25) / 0,75 = 0,56."),
        edges=_("Senza legami, o quando tutti danno a tutti, non è definita."),
    ),
    Explanation(
        "r_weighted",
        meaning=_(
            "Di quello che è stato dato, quanto è tornato proprio dalla persona a cui era andato."
            " Un legame pesa per quante volte."
        ),
        formula="Σ min(wᵢⱼ, wⱼᵢ) / Σ wᵢⱼ",
        example=_(
            "In tutto 6 doni; fra Anna e Bruno si pareggia 1 dono per verso, cioè 2: 2 su 6 fa "
            "0,33."
        ),
        edges=_("Senza legami non è definita: non è zero."),
    ),
    Explanation(
        "balance",
        meaning=_(
            "Di quello che è stato dato, quanto è pareggiato da quello che chi ha dato ha "
            "ricevuto, da chiunque."
        ),
        formula="1 − Σ max(0, outᵢ − inᵢ) / Σ wᵢⱼ",
        example=_(
            "Anna ha dato 3 e ricevuto 1: le mancano 2 doni su 6. Equilibrio 1 − 2/6 = 0,67."
        ),
        edges=_(
            "Senza legami non è definito. Una catena che finisce è pareggiata solo nel mezzo: si "
            "legge con la circolarità."
        ),
    ),
    Explanation(
        "circularity",
        meaning=_(
            "Di quello che è stato dato, quanto può tornare a chi l'ha dato passando per altre "
            "mani. È la misura della strada che non è a senso unico."
        ),
        formula="max Σ fᵢⱼ / Σ wᵢⱼ, 0 ≤ fᵢⱼ ≤ wᵢⱼ, Σⱼ fᵢⱼ = Σⱼ fⱼᵢ",
        example=_(
            "Fra Anna e Bruno gira 1 dono per verso; quelli a Carla non tornano: 2 su 6 fa 0,33. "
            "Se poi Carla ne desse 2 ad Anna, girerebbe tutto: ognuno darebbe quanto riceve."
        ),
        edges=_(
            "Senza legami non è definita; una catena a senso unico dà 0. È calcolata esattamente,"
            " non stimata, e non ha un intervallo: ripescando le persone a caso i giri si "
            "romperebbero, e uscirebbe sempre meno di quello che gira davvero."
        ),
    ),
    Explanation(
        "circularity_bound",
        meaning=_(
            "Quanto può girare al più, quando i legami sono troppi per il calcolo esatto: quello "
            "che passa fra persone che si raggiungono a vicenda."
        ),
        formula=_("Σ wᵢⱼ dentro le parti fortemente connesse / Σ wᵢⱼ"),
        example=_(
            "Anna e Bruno si raggiungono a vicenda e fra loro passano 4 doni su 6: al più 0,67. "
            "La circolarità vera è 0,33."
        ),
        edges=_("È un limite superiore, non un valore. Serve solo sopra 200.000 legami."),
    ),
    Explanation(
        "gini_giving",
        meaning=_(
            "Se il dare è di pochi o di molti: 0 quando tutti danno lo stesso, vicino a 1 quando "
            "dà uno solo."
        ),
        formula="G = Σₖ (2k − n − 1) xₖ / (n Σ xₖ)",
        example=_("Danno 0, 0, 3 e 3: (1 × 3 + 3 × 3) / (4 × 6) = 0,50."),
        edges=_("Conta anche chi non ha dato. Senza legami non è definita."),
    ),
    Explanation(
        "gini_receiving",
        meaning=_("Se il ricevere è di pochi o di molti: 0 quando tutti ricevono lo stesso."),
        formula="G = Σₖ (2k − n − 1) xₖ / (n Σ xₖ)",
        example=_("Ricevono 0, 1, 2 e 3: (−1 × 1 + 1 × 2 + 3 × 3) / (4 × 6) = 0,42."),
        edges=_("Conta anche chi non ha ricevuto. Senza legami non è definita."),
    ),
    Explanation(
        "correlation",
        meaning=_("Se chi dà di più riceve anche di più: da −1 (il contrario) a 1 (sempre)."),
        formula="Σ (outᵢ − m)(inᵢ − m) / √(Σ (outᵢ − m)² Σ (inᵢ − m)²)",
        example=_("Danno 3, 3, 0, 0 e ricevono 1, 3, 2, 0: 3 / √(9 × 5) = 0,45."),
        edges=_("Quando tutti danno, o ricevono, lo stesso non è definita."),
    ),
    Explanation(
        "transitivity",
        meaning=_(
            "Quando Anna dà a Bruno e Bruno a Carla, quante volte Anna dà anche a Carla: se è "
            "alta, i gruppi sono stretti."
        ),
        formula="#{i → j → k, i → k} / #{i → j → k}, i ≠ k",
        example=_(
            "C'è un solo cammino di due passi, Anna → Bruno → Carla, e Anna non ha dato a Carla: "
            "0 su 1."
        ),
        edges=_("Quando nessuno sta fra altri due non è definita."),
    ),
    Explanation(
        "constraint",
        meaning=_(
            "Quanto i legami di ognuno si conoscono fra loro. Vicino a 1: tutti nello stesso "
            "giro. Basso: persone che fanno da ponte fra giri diversi."
        ),
        formula="cᵢ = Σⱼ (pᵢⱼ + Σ_q pᵢ_q p_qⱼ)²",
        example=_(
            "Anna e Carla hanno un solo legame: 1 ciascuna. Bruno ne ha tre, 2/3 con Anna e 1/3 "
            "con Carla: 4/9 + 1/9 = 0,56. In media 0,85."
        ),
        edges=_(
            "È la media fra chi ha legami. Chi ha un solo vicino vale 1. Senza legami non è "
            "definito."
        ),
    ),
    Explanation(
        "largest_strong_share",
        meaning=_(
            "Su tutte le persone, quante stanno nel giro più grande in cui ognuno può raggiungere"
            " ogni altro, di dono in dono, e tornare indietro."
        ),
        formula=_("persone della parte fortemente connessa più grande / n"),
        example=_("Anna e Bruno si raggiungono a vicenda, Carla non torna: 2 su 4, 50 %."),
        edges=_("Senza legami non è definita: non è zero."),
    ),
)
