"""Addresses of what is proposed to the model."""

from django.urls import path

from shared_templates.proposals.views import deciding, listing, one, talk, writing

app_name = "proposals"
urlpatterns = [
    path("mallen/forslag/", listing.listed, name="list"),
    path("mallen/forslag/om/<str:code>/", writing.write, name="write"),
    path("mallen/forslag/<uuid:uuid>/", one.shown, name="one"),
    path("mallen/forslag/<uuid:uuid>/skicka/", one.send, name="send"),
    path("mallen/forslag/<uuid:uuid>/dra-tillbaka/", one.withdraw, name="withdraw"),
    path("mallen/forslag/<uuid:uuid>/ta-fram/", one.bring_back, name="bring_back"),
    path("mallen/forslag/<uuid:uuid>/rosta/", talk.cast, name="vote"),
    path("mallen/forslag/<uuid:uuid>/kommentera/", talk.say, name="comment"),
    path("mallen/forslag/<uuid:uuid>/kommentar/<uuid:number>/", talk.change, name="change_comment"),
    path("mallen/forslag/<uuid:uuid>/svara/", deciding.decide, name="decide"),
    path("mallen/forslag/<uuid:uuid>/avsla/", deciding.decline, name="decline"),
]
