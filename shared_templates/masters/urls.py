"""Addresses of the model municipality's own pages."""

from django.urls import path

from shared_templates.masters.views import effect, one, releases, removing, writing
from shared_templates.masters.views.drafts import drafts

app_name = "masters"
urlpatterns = [
    path("mallen/utkast/", drafts, name="drafts"),
    path("mallen/utkast/ny/", writing.new, name="new"),
    path("mallen/utkast/<str:code>/", one.master, name="master"),
    path("mallen/utkast/<str:code>/skriv/", writing.write, name="write"),
    path("mallen/utkast/<str:code>/ta-bort/", removing.remove, name="remove"),
    path("mallen/utkast/<str:code>/granska/", one.review, name="review"),
    path("mallen/utkast/<str:code>/testfall/", one.new_case, name="new_case"),
    path("mallen/utkast/<str:code>/testfall/<int:pk>/", one.result, name="result"),
    path("mallen/slapp/", releases.releases, name="releases"),
    path("mallen/slapp/nytt/", releases.new, name="new_release"),
    path("mallen/slapp/nytt/verkan.csv", effect.effect_file, name="effect_file"),
    path("mallen/slapp/<uuid:uuid>/", releases.release, name="release"),
    path("mallen/slapp/<uuid:uuid>/dra-tillbaka/", releases.withdraw, name="withdraw"),
]
