"""The first page of a PDF as a picture: what a letter shows before anything is opened."""

from io import BytesIO

from pypdfium2 import PdfDocument

SCALE = 100 / 72  # dots for each point of PDF: A4 is 827 wide, readable and below 200 kB


def first_page(pdf: bytes) -> bytes:
    """The first page of ``pdf``, which we made ourselves, as PNG of few colours."""
    with PdfDocument(pdf) as document:
        page = document[0]
        picture = page.render(scale=SCALE).to_pil()
    made = BytesIO()
    picture.quantize(64).save(made, "PNG", optimize=True)
    return made.getvalue()
