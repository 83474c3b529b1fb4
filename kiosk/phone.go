package kiosk

import (
	"cmp"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
	"lianzhan/web/phone"
)

const (
	dutiesOnPhone   = 5
	daysOnPhone     = 3
	deputiesOnPhone = 100 // keeps a station's page within a first load of 45 kB
)

// deputyPhone answers GET /D/{CODE}.
func (e *edition) deputyPhone(c *fiber.Ctx) (*page, error) {
	code, err := segment(c, "code")
	if err != nil {
		return nil, err
	}
	d, err := e.find(code)
	if err != nil {
		return e.regret(station.Worded(err))
	}
	s := e.stationAt(d.station)
	view := phone.Deputy{
		Name: d.deputy.Name, Photo: fileURL(cmp.Or(d.deputy.Thumb, d.deputy.Photo)), Mandates: e.mandatesOf(d.facts),
		Posts: d.deputy.Posts, Group: e.groupName(d.group), Station: s.Name, StationPage: stationPath(s),
		Commitment: d.deputy.Commitment, Strengths: d.deputy.Strengths, Villages: d.deputy.Villages,
		Phone: d.deputy.PublicPhone(), Card: "/api/v1/deputies/" + d.deputy.Code + "/card.vcf",
		Office: e.office(s),
	}
	if d.deputy.Code != "" {
		view.Report = "/D/" + d.deputy.Code + "/new"
	}
	for _, turn := range e.turns()[d.deputy.ID] {
		view.Receptions = append(view.Receptions, e.phoneReception(turn, false))
	}
	for _, duty := range head(e.duties()[d.deputy.ID], dutiesOnPhone) {
		view.Duties = append(view.Duties, phone.Duty{Date: duty.Date, Label: duty.Label, Title: duty.Title, Note: duty.Note})
	}
	return printPhone(phone.WriteDeputy(view))
}

// stationPhone answers GET /S/{CODE}.
func (e *edition) stationPhone(c *fiber.Ctx) (*page, error) {
	code, err := segment(c, "code")
	if err != nil {
		return nil, err
	}
	s, err := e.stationOf(code)
	if err != nil {
		return e.regret(station.Worded(err))
	}
	view := phone.Station{Name: s.Name, Photo: fileURL(s.Photo), Intro: s.Intro, Brand: s.Brand, Address: s.Address,
		Hours: s.Hours, Phone: s.Phone, Office: e.office(s)}
	if page := stationPath(s); page != "" {
		view.Report = page + "/new"
	}
	for _, day := range e.receptions(e.day, e.day.AddDays(usualWindow-1)) {
		if day.Station == s.Name && len(view.Receptions) < daysOnPhone {
			view.Receptions = append(view.Receptions, e.phoneReception(day, true))
		}
	}
	for _, d := range e.deputiesAt(s) {
		if len(view.Deputies) == deputiesOnPhone {
			view.More++
			continue
		}
		view.Deputies = append(view.Deputies, phone.Entry{Name: d.deputy.Name, Page: "/D/" + d.deputy.Code,
			Tiers: e.tierLabels(d), Areas: d.areas})
	}
	return printPhone(phone.WriteStation(view))
}

// mandatesOf are the congresses a deputy sits in today, the widest first.
func (e *edition) mandatesOf(d *facts) []phone.Mandate {
	var mandates []phone.Mandate
	for _, tier := range d.tiers {
		for _, m := range d.deputy.Memberships {
			if m.In == station.BodyCongress && m.Tier == tier && m.Holds(e.day) {
				mandates = append(mandates, phone.Mandate{Tier: e.home.TierLabel(tier), Area: m.Area, Term: m.Term})
			}
		}
	}
	return mandates
}

// deputiesAt are a station's own deputies; the station this box stands in lists everybody when it has none of its own.
func (e *edition) deputiesAt(s *station.Station) []*facts {
	own := []*facts{}
	for _, d := range e.serving {
		if d.station == s.ID {
			own = append(own, d)
		}
	}
	if len(own) == 0 && s.ID == e.home.ID {
		return e.serving
	}
	return own
}

func (e *edition) phoneReception(item receptionItem, names bool) phone.Reception {
	r := phone.Reception{Date: item.Date, Today: e.day, Lunar: item.Lunar, Start: item.Start, End: item.End,
		Place: strings.TrimSpace(item.Station + " " + item.Place), Tentative: item.Tentative}
	if names {
		for _, d := range item.Deputies {
			r.Deputies = append(r.Deputies, d.Name)
		}
	}
	return r
}

// canonical sends a code typed in small letters, with blanks or with O for 0 to the one address of its page.
func (r *Room) canonical(prefix string, answer fiber.Handler) fiber.Handler {
	return func(c *fiber.Ctx) error {
		typed, err := segment(c, "code")
		if err != nil {
			return err
		}
		code := station.FoldCode(typed)
		if proper := prefix + code; station.ValidCode(code) && c.Path() != proper {
			return c.Redirect(proper, fiber.StatusMovedPermanently)
		}
		return answer(c)
	}
}

// style answers GET /phone/{name}: the style sheet and the script of the phone pages, whose names change with their content.
func (r *Room) style(c *fiber.Ctx) error {
	body, mime := phone.Style(), "text/css; charset=utf-8"
	switch c.Path() {
	case phone.StylePath:
	case phone.ScriptPath:
		body, mime = phone.Script(), "text/javascript; charset=utf-8"
	default:
		return station.NotFound("style_not_found", "没有找到页面的这个部分，请刷新。")
	}
	c.Set(fiber.HeaderCacheControl, forever)
	c.Set(fiber.HeaderContentType, mime)
	c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
	return c.Send(body)
}

// regret says kindly that there is nobody here: a mistyped code, or a deputy whose mandate has ended.
func (e *edition) regret(why *station.Error) (*page, error) {
	view := phone.Regret{Title: "没有找到这一页", Sentence: "请再扫一次二维码，或者核对一下输入的代码。",
		Page: stationPath(&e.home), Office: e.office(&e.home)}
	status := fiber.StatusNotFound
	if why.Code == "mandate_ended" {
		view.Title, view.Sentence = "任期已结束", "这位代表的任期已经结束，不再展示个人信息。有事请找现任代表。"
		status = fiber.StatusGone
	}
	p, err := printPhone(phone.WriteRegret(view))
	if err == nil {
		p.status = status
	}
	return p, err
}

func printPhone(body []byte, err error) (*page, error) {
	if err != nil {
		return nil, err
	}
	p := printed(fiber.MIMETextHTMLCharsetUTF8, body)
	p.policy = phone.Policy
	return p, nil
}

// stationAt is a deputy's own station, or the one this box stands in.
func (e *edition) stationAt(id string) *station.Station {
	if s := e.stations.things[id]; s != nil {
		return s
	}
	return &e.home
}

func stationPath(s *station.Station) string {
	if s.Code == "" {
		return ""
	}
	return "/S/" + s.Code
}

func (e *edition) office(s *station.Station) phone.Office {
	_, host, _ := strings.Cut(e.site(), "://")
	return phone.Office{Name: e.home.Name, Phone: cmp.Or(s.Phone, e.home.Phone), Host: host}
}

func (e *edition) tierLabels(d *facts) []string {
	var labels []string
	for _, tier := range d.tiers {
		labels = append(labels, e.home.TierLabel(tier))
	}
	return labels
}

func head[T any](list []T, n int) []T { return list[:min(n, len(list))] }
