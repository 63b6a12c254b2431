"""Addresses below /scrivania/."""

from django.urls import include, path

from ritrovo.site.desk.views import day, ecosystems, me, organisations, people, platform

app_name = "desk"

organisation_pages = [
    path("", organisations.show, name="organisation"),
    path("dati/", organisations.edit, name="edit_organisation"),
    path("conti/nuovo/", organisations.add_account, name="add_account"),
    path("conti/<uuid:account_id>/ritira/", organisations.retire_account, name="retire_account"),
    path("ruoli/nuovo/", organisations.give_role, name="give_role"),
    path("ruoli/<uuid:role_id>/togli/", organisations.end_role, name="end_role"),
    path("persone/", people.search, name="people"),
    path("persone/ricerche/", people.searches, name="searches"),
    path("persone/nuova/", people.register, name="register_person"),
    path("persone/famiglia/", people.register_household, name="register_household"),
    path("persone/gruppo/", people.register_group, name="register_group"),
    path("persone/<uuid:party_id>/", people.person, name="person"),
    path("persone/<uuid:party_id>/ospita/", people.host, name="host_group"),
]
ecosystem_pages = [
    path("", ecosystems.show, name="ecosystem"),
    path("storia/", ecosystems.edit, name="edit_ecosystem"),
    path("direzioni/", ecosystems.set_direction, name="set_direction"),
    path("direzioni/<uuid:row_id>/fine/", ecosystems.end_direction, name="end_direction"),
    path("attori/nuovo/", ecosystems.add_actor, name="add_actor"),
    path("attori/<uuid:row_id>/fine/", ecosystems.end_actor, name="end_actor"),
    path("ruoli/nuovo/", ecosystems.give_role, name="give_ecosystem_role"),
    path("ruoli/<uuid:row_id>/fine/", ecosystems.end_role, name="end_ecosystem_role"),
    path("pratiche/<slug:practice>/", ecosystems.switch, name="switch_practice"),
]
urlpatterns = [
    path("", day.today, name="today"),
    path("chi-sei/", me.introduce, name="introduce"),
    path("sei-tu/", me.claim, name="claim"),
    path("organizzazioni/", organisations.mine, name="organisations"),
    path("organizzazioni/nuova/", organisations.register, name="register_organisation"),
    path("organizzazioni/<uuid:organisation_id>/", include(organisation_pages)),
    path("ecosistemi/", ecosystems.mine, name="ecosystems"),
    path("ecosistemi/nuovo/", ecosystems.open_one, name="open_ecosystem"),
    path("ecosistemi/<slug:slug>/", include(ecosystem_pages)),
    path("piattaforma/", platform.show, name="platform"),
    path("piattaforma/ruoli/nuovo/", platform.give_role, name="give_platform_role"),
    path("piattaforma/ruoli/<uuid:role_id>/togli/", platform.end_role, name="end_platform_role"),
    path("siti/<uuid:site_id>/", platform.site, name="site"),
    path("siti/<uuid:site_id>/colori/", platform.theme, name="site_theme"),
]
