from tests.support.factories import *
def test_x(signed_in, skara):
    NewsPageFactory()
    r = signed_in.get("/")
    assert r.status_code == 200, r.content
