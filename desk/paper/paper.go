// Package paper is the desk's printing table: it fills the forms of web/form from matters, receptions and suggestions, for
// those who may see them, and writes in the audit who printed what.
package paper

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lianzhan/desk/audit"
	"lianzhan/desk/casebook"
	"lianzhan/desk/casework"
	"lianzhan/desk/door"
	"lianzhan/station"
	"lianzhan/station/matter"
	"lianzhan/web/form"
)

// Store is what the table needs of the store.
type Store interface {
	View(func(station.Reader) error) error
	Write(ctx context.Context, actor string, edits ...station.Edit) (uint64, error)
	Now() station.Reading
}

// Options introduce the table to its neighbours.
type Options struct {
	Store Store
	Book  *casebook.Book
	Work  *casework.Room
	Codes matter.Codes
	Base  func() string // address phones reach this box at; nil prints no codes
}

// Room prints.
type Room struct {
	Options
	press *form.Press
}

// New opens the table.
func New(o Options) *Room {
	if o.Base == nil {
		o.Base = func() string { return "" }
	}
	return &Room{Options: o, press: form.NewPress()}
}

const root = "/api/v1/desk/print"

// Routes are the addresses of the table.
func (r *Room) Routes() []door.Route {
	return []door.Route{
		{Method: http.MethodGet, Path: root + "/style/:file", Action: station.ActPrint, Answer: r.style},
		{Method: http.MethodGet, Path: root + "/:form/:file", Action: station.ActPrint, Answer: r.print},
	}
}

func (r *Room) style(c *fiber.Ctx) error {
	if c.Params("file") != form.StyleName {
		return missing()
	}
	c.Set(fiber.HeaderContentType, "text/css; charset=utf-8")
	return c.Send(form.Style())
}

func missing() error { return station.NotFound("form_not_found", "没有找到这张表。") }

// asked is one request for paper.
type asked struct {
	who     door.Who
	id      string
	blank   bool // to be filled in by hand
	contact bool // with the voter's contact in full
	reason  string
	stamp   form.Stamp
}

// filler fills the sheets of one form.
type filler struct {
	kind  station.Kind
	title string
	names bool // shows who the voter is
	fill  func(r *Room, ctx context.Context, a asked) ([]form.Sheet, error)
}

var fillers = map[string]filler{
	"matter":     {station.KindMatter, "选民反映情况处理单", true, (*Room).matter},
	"session":    {station.KindSession, "人大代表接待选民登记表", true, (*Room).sitting},
	"suggestion": {station.KindSuggestion, "代表建议专用纸", false, (*Room).suggestion},
	"receipt":    {station.KindMatter, "反映事项回执", false, (*Room).receipt},
	"answer":     {station.KindMatter, "答复卡", false, (*Room).answer},
}

// print answers GET /api/v1/desk/print/{form}/{id}.pdf and .html. ?blank=1 asks for an empty form, ?contact=1 for the
// voter's contact in full; that is a line in the audit of its own, with ?reason=.
func (r *Room) print(c *fiber.Ctx) error {
	f, known := fillers[c.Params("form")]
	file, err := url.PathUnescape(c.Params("file"))
	id, isPDF := strings.CutSuffix(file, ".pdf")
	id, isPage := strings.CutSuffix(id, ".html")
	if !known || err != nil || id == "" || isPDF == isPage {
		return missing()
	}
	who := door.WhoOf(c)
	a := asked{who: who, id: strings.Clone(id), blank: c.Query("blank") == "1", contact: f.names && c.Query("contact") == "1",
		reason: strings.Clone(c.Query("reason")), stamp: form.Stamp{At: r.Store.Now().Time, By: who.Name}}
	if a.contact && !who.May(station.ActReveal) {
		return station.Forbidden("forbidden", "您的账号不能看选民的联系方式。")
	}
	sheets, err := f.fill(r, c.UserContext(), a)
	if err != nil {
		return err
	}
	if err := r.note(c.UserContext(), f, a); err != nil {
		return err
	}
	if isPage {
		return sendPage(c, sheets)
	}
	return r.sendPDF(c, f, sheets)
}

// note writes the print down before it is shown. An empty form is nobody's.
func (r *Room) note(ctx context.Context, f filler, a asked) error {
	if a.blank {
		return nil
	}
	detail := f.title
	if a.contact {
		detail += "（含联系方式）"
	}
	return audit.Write(ctx, r.Store, a.who.Actor(), audit.Line{What: audit.Printed, Name: a.who.Name, Address: a.who.Address,
		Kind: f.kind, ID: a.id, Detail: detail})
}

func sendPage(c *fiber.Ctx, sheets []form.Sheet) error {
	page, err := form.Page(root+"/style/"+form.StyleName, sheets...)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentSecurityPolicy, form.Policy)
	c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	return c.Send(page)
}

// viewing lets a browser's own viewer lay itself around a PDF; nothing runs, nobody frames it.
const viewing = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

func (r *Room) sendPDF(c *fiber.Ctx, f filler, sheets []form.Sheet) error {
	pdf, err := r.press.PDF(c.UserContext(), sheets...)
	if err != nil {
		return err
	}
	name := f.title
	if sheets[0].Number != "" {
		name += " " + sheets[0].Number
	}
	c.Set(fiber.HeaderContentSecurityPolicy, viewing)
	c.Set(fiber.HeaderContentType, "application/pdf")
	c.Set(fiber.HeaderContentDisposition, "inline; filename*=UTF-8''"+url.PathEscape(name+".pdf"))
	return c.Send(pdf)
}

// house is what the forms need to know of the station.
func (r *Room) house() (form.House, error) {
	h, err := r.Book.House()
	if err != nil {
		return form.House{}, err
	}
	base := strings.TrimSuffix(h.Station.PublicURL, "/")
	if base == "" {
		base = r.Base()
	}
	unit := func(id string) station.Unit {
		u, _ := h.Unit(id)
		return u
	}
	deputy := func(id string) station.Deputy {
		for _, d := range h.Deputies {
			if d.ID == id {
				return d
			}
		}
		return station.Deputy{}
	}
	return form.House{Station: h.Station, Base: base, Unit: unit, Deputy: deputy}, nil
}

// place is a page of the desk: a screen, and the record it shows under the name the screen asks for it by.
func place(screen, name, id string) string {
	return "/desk?" + url.Values{"at": {screen}, name: {id}}.Encode()
}
