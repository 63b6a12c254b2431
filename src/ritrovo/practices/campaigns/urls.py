"""Addresses of campaigns: the public pages, then the desk's."""

from django.urls import include, path

from ritrovo.practices.campaigns import urls_handover
from ritrovo.practices.campaigns.views import (
    desk_sheets,
    feeds,
    manage,
    pledge,
    prelaunch,
    public,
    report,
)

app_name = "campaigns"
urlpatterns = [
    path("", public.campaigns, name="list"),
    path("rss.xml", feeds.all_feed, name="feed_all"),
    path("scrivania/", include("ritrovo.practices.campaigns.urls_desk")),
    path("consegna/", include(urls_handover.keepers)),
    path("foglio/<slug:code>/", desk_sheets.by_code, name="sheet_code"),
    path("promessa/<str:token>/", manage.manage, name="manage"),
    path("promessa/<str:token>/cambia/", manage.change, name="manage_change"),
    path("promessa/<str:token>/ritira/", manage.withdraw, name="manage_withdraw"),
    path("promessa/<str:token>/agenzia/", manage.yearly, name="manage_yearly"),
    path("promessa/<str:token>/bonifico.pdf", manage.manage_pdf, name="manage_pdf"),
    path("proposta/<str:token>/", manage.offer, name="offer"),
    path("proposta/<str:token>/ritira/", manage.withdraw_offer, name="offer_withdraw"),
    path("avviso/<str:token>/", prelaunch.notice, name="notice"),
    path("avviso/<str:token>/togli/", prelaunch.forget, name="notice_forget"),
    path("<slug:slug>/", public.campaign, name="detail"),
    path("<slug:slug>/avvisami/", prelaunch.ask, name="notify"),
    path("<slug:slug>/conti/", public.accounts, name="accounts"),
    path("<slug:slug>/rendiconto.pdf", report.statement, name="statement"),
    path("<slug:slug>/domanda/", public.ask, name="ask"),
    path("<slug:slug>/posso/<uuid:need_id>/", public.help_out, name="help"),
    path("<slug:slug>/rss.xml", feeds.feed, name="feed"),
    path("<slug:slug>/locandina.pdf", feeds.poster, name="poster"),
    path("<slug:slug>/scheda.png", feeds.social_card, name="social_card"),
    path("<slug:slug>/riquadro/", feeds.widget, name="widget"),
    path("<slug:slug>/sostieni/", pledge.amount, name="pledge"),
    path("<slug:slug>/sostieni/chi/", pledge.who, name="pledge_who"),
    path("<slug:slug>/sostieni/controlla/", pledge.review, name="pledge_review"),
    path("<slug:slug>/sostieni/fatto/", pledge.done, name="pledge_done"),
    path("<slug:slug>/sostieni/fatto/bonifico.pdf", pledge.done_pdf, name="pledge_pdf"),
    path("<slug:slug>/sostieni/ancora/", pledge.again, name="pledge_again"),
]
