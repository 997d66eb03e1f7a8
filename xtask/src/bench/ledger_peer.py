"""Writes the rows of a CSV file as csv, xlsx or pdf: kind, rows, out."""
import csv
import sys

kind, source, out = sys.argv[1:]
rows = csv.reader(open(source, encoding="utf-8-sig", newline=""))
if kind == "csv":
    with open(out, "w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
elif kind == "xlsx":
    import xlsxwriter

    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
else:
    import glob

    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Table

    font = glob.glob("/usr/share/fonts/**/BIZUDGothic-Regular.ttf", recursive=True)[0]
    pdfmetrics.registerFont(TTFont("body", font))
    width, height = landscape(A4)
    shares = [4, 10, 14, 6, 12, 14, 22, 8, 13]
    columns = [(width - 68) * share / sum(shares) for share in shares]
    canvas = Canvas(out, pagesize=(width, height))
    style = [
        ("FONT", (0, 0), (-1, -1), "body", 7.5, 10),
        ("GRID", (0, 0), (-1, -1), 0.4, colors.grey),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]

    def cut(text, column):
        size = max(1, int((columns[column] - 6) / 7.5))
        return "\n".join(line[at:at + size] for line in text.split("\n") for at in range(0, max(1, len(line)), size))

    def page(body):
        table = Table([head] + body, colWidths=columns, style=style)
        _, tall = table.wrapOn(canvas, width, height)
        table.drawOn(canvas, 34, height - 42 - tall)
        canvas.showPage()

    head, body, used = next(rows), [], 0
    for row in rows:
        cells = [cut(text, column) for column, text in enumerate(row)]
        tall = 6 + 10 * max(cell.count("\n") + 1 for cell in cells)
        if used + tall > height - 110:
            page(body)
            body, used = [], 0
        body.append(cells)
        used += tall
    page(body)
    canvas.save()
