"""Contents for hypothesis: few words and few blocks, so that both sides meet in the same place often."""

from hypothesis import strategies as st

from shared_templates.content.values import Block, Content, content

WORDS = ["Anmälan", "tas emot", "inom", "fjorton dagar", "av handläggaren", "och bedöms", "- en punkt", "2. två"]
LINE = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
TEXT = st.lists(LINE, max_size=5).map("\n".join)
HEADS = st.dictionaries(st.sampled_from(["title", "summary", "law"]), TEXT, max_size=3)
BLOCK_TEXTS = st.dictionaries(st.sampled_from(["title", "way_of_working", "system_step"]), TEXT, max_size=3)
NAMES = ["a", "b", "c", "d", "e"]


@st.composite
def contents(draw: st.DrawFn) -> Content:
    names = draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=5))
    return content(draw(HEADS), [Block(name, "step", draw(BLOCK_TEXTS)) for name in names])


@st.composite
def changed(draw: st.DrawFn, before: Content) -> Content:
    """As an editor would: some texts written anew, some blocks taken away, added or moved."""
    blocks = [block for block in before.blocks if draw(st.integers(0, 4))]
    blocks = [
        Block(block.id, block.kind, {**block.texts, **draw(BLOCK_TEXTS)}) if draw(st.booleans()) else block
        for block in blocks
    ]
    fresh = [name for name in [*NAMES, "x", "y"] if before.block(name) is None]
    for name in draw(st.lists(st.sampled_from(fresh), unique=True, max_size=2)):
        blocks.insert(draw(st.integers(0, len(blocks))), Block(name, "step", draw(BLOCK_TEXTS)))
    if draw(st.integers(0, 3)) == 0:
        blocks = draw(st.permutations(blocks))
    return content({**before.head, **draw(HEADS)} if draw(st.booleans()) else before.head, blocks)


@st.composite
def three(draw: st.DrawFn) -> tuple[Content, Content, Content]:
    """Base, theirs, mine."""
    base = draw(contents())
    return base, draw(changed(base)), draw(changed(base))
