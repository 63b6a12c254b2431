"""The addresses of the post."""

from django.urls import path

from ritrovo.foundations.messages.views import desk, reader, trial

app_name = "messages"
urlpatterns = [
    path("", desk.post, name="post"),
    path("ritorni/", desk.returns, name="returns"),
    path("ritorni/riattiva/", desk.lift_stop, name="lift_stop"),
    path("<uuid:message_id>/riprova/", desk.retry, name="retry"),
    path("posta/", trial.mailbox, name="mailbox"),
    path("posta/<str:name>/", trial.mail, name="mail"),
    path("posta/<str:name>/file/", trial.raw_mail, name="raw_mail"),
    path("stop/<str:token>/", reader.stop, name="stop"),
    path("preferenze/<str:token>/", reader.preferences, name="preferences"),
]
