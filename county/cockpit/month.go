package cockpit

import (
	"bytes"
	"cmp"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
	"lianzhan/station/figure"
	"lianzhan/web/form"
	"lianzhan/web/table"
)

// month answers GET /cockpit/month.csv, .xlsx, .html and .pdf?month=2026-11&scope: the report of one month. Who takes it away is
// written down first.
func (r *Room) month(c *fiber.Ctx) error {
	send, known := map[string]func(*Room, *fiber.Ctx, report) error{
		"csv": (*Room).sendCSV, "xlsx": (*Room).sendXLSX, "html": (*Room).sendPage, "pdf": (*Room).sendPDF}[c.Params("kind")]
	if !known {
		return station.NotFound("report_not_found", "月报只有 csv、xlsx、html 和 pdf 四种。")
	}
	now := r.o.Now().Time.In(station.Zone)
	month := station.Date(cmp.Or(strings.Clone(c.Query("month")), now.Format("2006-01")))
	if len(month) != len("2006-01") || !month.Valid() {
		return station.Invalid("month_invalid", "月份读不懂，请写成 2026-01。")
	}
	scope, err := r.sight(c)
	if err != nil {
		return err
	}
	at, err := r.moment()
	if err != nil {
		return err
	}
	rep := report{Board: r.memory.board(monthOf(scope, month), at), month: month, by: r.o.Viewer(c).Name, at: now}
	if err := r.o.Taken(c, rep.name()); err != nil {
		return err
	}
	return send(r, c, rep)
}

func monthOf(scope string, month station.Date) figure.Query {
	first := month.Time()
	return figure.Query{Scope: scope, From: station.DateOf(first), To: station.DateOf(first.AddDate(0, 1, -1))}
}

// report is a month ready to be written out.
type report struct {
	figure.Board
	month station.Date
	by    string
	at    time.Time
}

const title = "人大代表联络工作月报"

func (p report) name() string { return p.Name + title + " " + string(p.month) }

func (p report) days() string {
	t := p.month.Time()
	return fmt.Sprintf("%d年%d月", t.Year(), t.Month())
}

func (r *Room) sendCSV(c *fiber.Ctx, p report) error {
	var out bytes.Buffer
	lines := p.figures().Lines()
	for _, remark := range p.remarks() {
		lines = append(lines, []string{remark})
	}
	if err := table.WriteCSV(&out, lines); err != nil {
		return err
	}
	return sendFile(c, "text/csv; charset=utf-8", p.name()+".csv", out.Bytes())
}

func (r *Room) sendXLSX(c *fiber.Ctx, p report) error {
	var out bytes.Buffer
	remarks := table.Sheet{Name: "说明", Widths: []int{90}, Rows: [][]table.Cell{{table.Words(p.name())}}}
	for _, remark := range p.remarks() {
		remarks.Rows = append(remarks.Rows, []table.Cell{table.Words(remark)})
	}
	if err := table.WriteXLSX(&out, p.figures(), remarks); err != nil {
		return err
	}
	return sendFile(c, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", p.name()+".xlsx", out.Bytes())
}

func sendFile(c *fiber.Ctx, media, name string, body []byte) error {
	c.Set(fiber.HeaderContentType, media)
	c.Set(fiber.HeaderContentDisposition, "attachment; filename*=UTF-8''"+url.PathEscape(name))
	return c.Send(body)
}

func (r *Room) sendPage(c *fiber.Ctx, p report) error {
	page, err := form.Page(r.o.Base+"/style/"+form.StyleName, p.sheet())
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentSecurityPolicy, form.Policy)
	c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	return c.Send(page)
}

// viewing lets a browser's own viewer lay itself around a PDF; nothing runs, nobody frames it.
const viewing = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

func (r *Room) sendPDF(c *fiber.Ctx, p report) error {
	pdf, err := r.press.PDF(c.UserContext(), p.sheet())
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentSecurityPolicy, viewing)
	c.Set(fiber.HeaderContentType, "application/pdf")
	c.Set(fiber.HeaderContentDisposition, "inline; filename*=UTF-8''"+url.PathEscape(p.name()+".pdf"))
	return c.Send(pdf)
}

func (r *Room) style(c *fiber.Ctx) error {
	if c.Params("file") != form.StyleName {
		return station.NotFound("report_not_found", "没有这个样式。")
	}
	c.Set(fiber.HeaderContentType, "text/css; charset=utf-8")
	return c.Send(form.Style())
}
