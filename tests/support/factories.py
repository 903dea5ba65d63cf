"""People, pages and files for tests, made in the active site. Traits say what a person is, not how it is stored."""

from datetime import date
from io import BytesIO
from typing import Any
from uuid import uuid4

import factory
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory
from PIL import Image
from wagtail.documents.models import Document
from wagtail.models import Page

from samverk.identity.groups import AUDITORS, EDITORS, MODERATORS, OPERATORS, SYSTEM_MAINTAINERS
from samverk.identity.models import Capacity, User
from samverk.intranet.models import ArticlePage, GuidePage, NewsIndexPage, NewsPage, Picture, SectionPage, StartPage
from samverk.kernel import clock
from samverk.people.models import Authority, Department, Placement, Unit
from samverk.social.posts.models import Attachment, AttachmentKind, Post

PASSWORD = "blåklint och havre"


class PersonFactory(DjangoModelFactory[User]):
    """An employee who may read; traits add what they may do or are."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        editor = factory.Trait(group_names=(EDITORS,))
        moderator = factory.Trait(group_names=(MODERATORS,))
        maintainer = factory.Trait(group_names=(SYSTEM_MAINTAINERS,))
        auditor = factory.Trait(group_names=(AUDITORS,))
        operator = factory.Trait(group_names=(OPERATORS,))
        guest = factory.Trait(capacity=Capacity.GUEST)
        supplier = factory.Trait(capacity=Capacity.SUPPLIER)
        elected = factory.Trait(capacity=Capacity.ELECTED)
        superuser = factory.Trait(is_superuser=True)

    username = factory.Sequence(lambda number: f"person-{number}")
    display_name = factory.LazyAttribute(lambda o: f"Anna {o.username}")
    first_name = "Anna"
    email = factory.LazyAttribute(lambda o: f"{o.username}@example.invalid")
    password = factory.django.Password(PASSWORD)
    group_names: tuple[str, ...] = ()

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        names = kwargs.pop("group_names", ())
        user: User = super()._create(model_class, *args, **kwargs)
        if names:
            found = list(Group.objects.filter(name__in=names))
            assert len(found) == len(names), f"Groups missing among {names}"
            user.groups.add(*found)
        return user


class PageFactory(factory.Factory[Page]):
    """Puts a page in the tree and publishes it; `draft=True` leaves it as a draft."""

    class Meta:
        abstract = True

    title = factory.Sequence(lambda number: f"Sida {number}")
    draft = False
    parent = None

    @classmethod
    def default_parent(cls) -> Page:
        """Where a page of this type stands unless told."""
        return StartPage.objects.get()

    @classmethod
    def _create(cls, model_class: type[Page], *args: Any, **kwargs: Any) -> Page:
        parent = kwargs.pop("parent") or cls.default_parent()
        draft = kwargs.pop("draft")
        page = model_class(**kwargs, live=not draft, has_unpublished_changes=draft)
        if not draft:
            page.first_published_at = page.last_published_at = clock.now()
        parent.refresh_from_db()
        parent.add_child(instance=page)
        return page


class NewsPageFactory(PageFactory):
    """A piece of news on the news page."""

    class Meta:
        model = NewsPage

    title = factory.Sequence(lambda number: f"Nyhet {number}")
    lead = "Det viktigaste i en mening."
    body = "<p>Hela texten.</p>"

    @classmethod
    def default_parent(cls) -> Page:
        return NewsIndexPage.objects.get()


class SectionPageFactory(PageFactory):
    """A section below the start page."""

    class Meta:
        model = SectionPage

    title = factory.Sequence(lambda number: f"Avsnitt {number}")
    body = "<p>Text.</p>"
    show_in_menus = True


class GuidePageFactory(PageFactory):
    """A quick guide with two steps."""

    class Meta:
        model = GuidePage

    title = factory.Sequence(lambda number: f"Lathund {number}")
    system = "Raindance"
    steps = factory.LazyFunction(
        lambda: [("step", {"heading": "Öppna", "text": "<p>Klicka.</p>"}), ("step", {"heading": "Stäng", "text": ""})]
    )


class ArticlePageFactory(PageFactory):
    """An article of the knowledge bank with a source."""

    class Meta:
        model = ArticlePage

    title = factory.Sequence(lambda number: f"Artikel {number}")
    lead = "Det viktigaste i en mening."
    body = "<p>Så här gör vi.</p>"
    sources = factory.LazyFunction(
        lambda: [
            (
                "source",
                {
                    "name": "Socialtjänstlagen (2025:400)",
                    "link": "https://www.riksdagen.se/",
                    "read_on": date(2026, 1, 7),
                },
            )
        ]
    )


def picture_file(name: str = "äng.png", size: tuple[int, int] = (640, 480)) -> ContentFile[bytes]:
    """A real, small picture."""
    buffer = BytesIO()
    Image.new("RGB", size, "#3f7d58").save(buffer, "PNG")
    return ContentFile(buffer.getvalue(), name=name)


class PictureFactory(DjangoModelFactory[Picture]):
    """A picture with its alternative text."""

    class Meta:
        model = Picture

    title = factory.Sequence(lambda number: f"Bild {number}")
    alt_text = "En äng i kvällsljus"
    file = factory.LazyFunction(picture_file)


class DocumentFactory(DjangoModelFactory[Document]):
    """A text file of the site."""

    class Meta:
        model = Document

    title = factory.Sequence(lambda number: f"Handling {number}")
    file = factory.LazyFunction(lambda: ContentFile(b"Handlingens text", name="handling.txt"))


def unit(name: str = "Hemtjänst norr") -> Unit:
    """A unit with a department and an authority of its own."""
    first = date(2020, 1, 1)
    authority = Authority.objects.create(name=f"Nämnden för {name}", kind="committee", valid_from=first)
    department = Department.objects.create(name=f"Förvaltningen för {name}", authority=authority, valid_from=first)
    return Unit.objects.create(name=name, department=department, valid_from=first)


def colleague(where: Unit, *, head: bool = False, **traits: Any) -> User:
    """Somebody who works in the unit."""
    person: User = PersonFactory(**traits)
    Placement.objects.create(user=person, unit=where, title="Medarbetare", is_head=head, valid_from=date(2020, 1, 1))
    return person


class PostFactory(DjangoModelFactory[Post]):
    """A post to everybody on the site."""

    class Meta:
        model = Post

    form = factory.LazyFunction(uuid4)
    author = factory.SubFactory(PersonFactory)
    place = "site"
    text = factory.Sequence(lambda number: f"Inlägg {number}")
    created_at = factory.LazyFunction(clock.now)


def post_picture(post: Post) -> Attachment:
    """A picture in a post."""
    row = Attachment(post=post, kind=AttachmentKind.PICTURE, alt_text="En äng", name="äng.webp")
    row.file.save("inlagg/ang.webp", picture_file(), save=False)
    row.small.save("inlagg/ang-liten.webp", picture_file(), save=False)
    row.save()
    return row
