"""Who comes, who stays, who was helped and then helps: the measures, explained."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from ritrovo.insight.impact.explanations.explaining import Explanation

EXPLAINED: Final = (
    Explanation(
        "new_contributors",
        meaning=_(
            "Le persone il cui primo gesto in assoluto nell'ecosistema è in questo periodo, "
            "arrivate con un'iniziativa o senza."
        ),
        formula=_("#{chi dà: il primo dono è nel periodo}"),
        example=_("Quest'anno danno in 30; 18 avevano già dato prima: 12 sono persone nuove."),
        edges=_(
            "Serve tutta la storia: chi ha dato prima che si cominciasse a registrare sembra nuovo."
        ),
    ),
    Explanation(
        "giving_households",
        meaning=_(
            "Quante famiglie hanno dato qualcosa. Chi vive da solo è una famiglia di una persona."
        ),
        formula=_("#{famiglie che danno}"),
        example=_("Danno Anna e suo marito, e Bruno che vive solo: 2 famiglie, 3 persone."),
        edges=_("Le famiglie sono quelle del giorno del conteggio, non del giorno di ogni dono."),
    ),
    Explanation(
        "new_giving_households",
        meaning=_("Le famiglie il cui primo gesto nell'ecosistema è in questo periodo."),
        formula=_("#{famiglie: il primo dono è nel periodo}"),
        example=_(
            "Il marito di Anna dà per la prima volta, ma Anna aveva già dato: la famiglia non è "
            "nuova."
        ),
        edges=_("Le famiglie sono quelle del giorno del conteggio."),
    ),
    Explanation(
        "gifts",
        meaning=_(
            "Quanti doni e scambi sono stati registrati, ognuno una volta, di qualunque cosa: "
            "ore, cose, soldi, spazi."
        ),
        formula=_("#{gesti in dono o in scambio}"),
        example=_("Tre ore di Anna in un pomeriggio e 20 € di Bruno: 2 doni."),
        edges=_(
            "Ore, cose ed euro non si sommano: per questo si contano le volte. Non conta quello "
            "che è annullato."
        ),
    ),
    Explanation(
        "minutes",
        meaning=_("Il tempo dato in dono o in scambio, quando è stato scritto quanto."),
        formula=_("Σ minuti"),
        example=_("Anna dà 3 ore, Bruno 45 minuti: 3 h 45 min."),
        edges=_("Il lavoro pagato è a parte. È un dato di attività, non un impatto."),
    ),
    Explanation(
        "euro_cents",
        meaning=_("I soldi arrivati in dono, da persone e organizzazioni."),
        formula=_("Σ centesimi"),
        example=_("20 € di Bruno e 50 € della bottega: 70 €."),
        edges=_(
            "Una promessa non conta finché i soldi non arrivano. È un dato di attività, non un "
            "impatto."
        ),
    ),
    Explanation(
        "paid",
        meaning=_(
            "I gesti che sono lavoro pagato o dovuto: si contano a parte e non entrano in nessuna"
            " misura del dare."
        ),
        formula=_("#{lavori pagati o dovuti}"),
        example=_("L'educatrice accompagna Carla durante il suo turno: è un lavoro, non un dono."),
        edges=_("Senza doni è 0."),
    ),
    Explanation(
        "contributors_last_year",
        meaning=_("Le persone che hanno dato negli ultimi 365 giorni."),
        formula=_("#{chi dà negli ultimi 365 giorni}"),
        example=_("Anna ha dato due anni fa e Bruno il mese scorso: 1 persona."),
        edges=_("Senza doni è 0."),
    ),
    Explanation(
        "new_contributors_last_year",
        meaning=_("Le persone il cui primo gesto è negli ultimi 365 giorni."),
        formula=_("#{chi dà: il primo dono è negli ultimi 365 giorni}"),
        example=_("Bruno ha dato il mese scorso, ma la prima volta tre anni fa: non è nuovo."),
        edges=_("Senza doni è 0."),
    ),
    Explanation(
        "retention",
        meaning=_("Di chi aveva dato nel periodo prima, quanti hanno dato ancora in questo."),
        formula=_("#{danno prima e adesso} / #{danno prima}"),
        example=_("L'anno scorso davano in 40; 26 danno ancora: 26 su 40, 65 %."),
        edges=_(
            "Se nel periodo prima nessuno aveva dato non è definita. Si dice da 30 persone in su."
        ),
    ),
    Explanation(
        "community_share",
        meaning=_(
            "Di quello che è stato dato, quanto è successo nella comunità e non dentro un "
            "servizio: il passaggio dai servizi al mezzo della gente."
        ),
        formula=_("doni nella comunità / doni"),
        example=_("Di 50 doni, 31 fra vicini di casa e 19 al centro diurno: 62 %."),
        edges=_(
            "Conta dove è successo, come è stato scritto. Si confronta fra un periodo e l'altro."
        ),
    ),
    Explanation(
        "helped",
        meaning=_(
            "Le persone che hanno ricevuto prima di dare per la prima volta, che poi diano o no. "
            "È un altro conto da quello di chi ha dato avendo già ricevuto: là sta anche chi aveva "
            "dato prima di ricevere, e non sta chi non ha dato."
        ),
        formula=_("#{il primo gesto è ricevere}"),
        example=_(
            "Carla riceve la spesa a marzo e non aveva mai dato: è fra chi è stata aiutata prima."
        ),
        edges=_("Non si dice sotto cinque. Chi aveva già dato non è qui."),
    ),
    Explanation(
        "helped_gave",
        meaning=_("Di chi è stato aiutato per primo, quanti poi hanno dato qualcosa a qualcuno."),
        formula=_("#{ricevono e, dopo, danno}"),
        example=_("Carla riceve a marzo e a giugno cucina per la festa: conta."),
        edges=_("Non si dice sotto cinque, né quando quelli che mancano sono meno di cinque."),
    ),
    Explanation(
        "helped_censored",
        meaning=_(
            "Di chi è stato aiutato per primo, quanti finora non hanno dato. Non vuol dire che "
            "non daranno."
        ),
        formula=_("#{ricevono e finora non danno}"),
        example=_("Dino è stato aiutato il mese scorso: è presto per dirlo."),
        edges=_("Nessuno deve ricambiare: è una domanda sulla comunità, non su chi riceve."),
    ),
    Explanation(
        "helped_censored_before_180",
        meaning=_(
            "Di chi non ha ancora dato, quanti sono stati aiutati da meno di 180 giorni: di loro "
            "non si sa ancora."
        ),
        formula=_("#{seguiti per meno di 180 giorni}"),
        example=_(
            "Se 9 persone su 20 sono state aiutate negli ultimi 180 giorni, la quota si fonda più"
            " sulle altre 11."
        ),
        edges=_("Più sono, meno la quota accanto è sicura."),
    ),
    Explanation(
        "helped_censored_before_365",
        meaning=_(
            "Di chi non ha ancora dato, quanti sono stati aiutati da meno di 365 giorni: di loro "
            "non si sa ancora."
        ),
        formula=_("#{seguiti per meno di 365 giorni}"),
        example=_(
            "Se 9 persone su 20 sono state aiutate negli ultimi 365 giorni, la quota si fonda più"
            " sulle altre 11."
        ),
        edges=_("Più sono, meno la quota accanto è sicura."),
    ),
    Explanation(
        "helped_within_180",
        meaning=_(
            "Di chi è stato aiutato, quanti danno entro 180 giorni. È una stima che tiene conto "
            "di chi è seguito da meno tempo."
        ),
        formula="1 − Πₜ (1 − dₜ / nₜ), t ≤ 180",
        example=_(
            "10 persone aiutate. Dopo 30 giorni ne dà 1 su 10: resta 0,90. Due sono seguite da "
            "soli 60 giorni ed escono. Dopo 90 giorni ne danno 2 delle 7 rimaste: 0,90 × 5/7 = "
            "0,64. Quindi 36 %."
        ),
        edges=_(
            "Non è definita se nessuno è seguito per tanto tempo. Si dice da 30 persone in su."
        ),
    ),
    Explanation(
        "helped_within_365",
        meaning=_(
            "Di chi è stato aiutato, quanti danno entro un anno. È una stima che tiene conto di "
            "chi è seguito da meno tempo."
        ),
        formula="1 − Πₜ (1 − dₜ / nₜ), t ≤ 365",
        example=_(
            "Come a 180 giorni, con i passi fino a un anno: se a 300 giorni dà 1 delle 4 rimaste,"
            " 0,64 × 3/4 = 0,48. Quindi 52 %."
        ),
        edges=_(
            "Non è definita se nessuno è seguito per tanto tempo. Si dice da 30 persone in su."
        ),
    ),
    Explanation(
        "helped_median_days",
        meaning=_("Dopo quanti giorni metà di chi è stato aiutato ha dato qualcosa."),
        formula=_("il primo t con S(t) ≤ 1/2"),
        example=_("Se la curva passa la metà il giorno 300, sono 300 giorni."),
        edges=_("Finché meno di metà ha dato non è definita."),
    ),
)
