package display

import (
	"cmp"

	"lianzhan/station"
)

// Board is everything a wall shows between two changes: the station, the day and the pages in their order. It holds
// nothing the public may not know.
type Board struct {
	Screen  Panel         `json:"screen"`
	Station Host          `json:"station"`
	Date    station.Date  `json:"date"`
	Weekday int           `json:"weekday"` // ISO: 1 Monday … 7 Sunday
	Lunar   string        `json:"lunar"`
	Trust   station.Trust `json:"trust"`
	Tiers   []TierCount   `json:"tiers"` // of the deputies who serve, widest first
	Pages   []Page        `json:"pages"`
}

// Panel is the screen the board was laid out for, in pixels.
type Panel struct {
	ID       string  `json:"id"`
	Name     string  `json:"name"`
	Width    int     `json:"width"`
	Height   int     `json:"height"`
	Bar      int     `json:"bar"` // height of the strip on top
	MM       float64 `json:"mm"`  // millimetres a pixel; 0 when nobody has said
	TestCard bool    `json:"test_card"`
}

// Host is the station whose wall it is.
type Host struct {
	Name string `json:"name"`
	Page string `json:"page"`         // address of its phone page
	QR   *QR    `json:"qr,omitempty"` // of that address
}

// TierCount says how many deputies hold a tier as their widest.
type TierCount struct {
	Tier  station.Tier `json:"tier"`
	Label string       `json:"label"`
	Count int          `json:"count"`
}

// Page is one picture of the loop.
type Page interface{ head() *Head }

// Head is what every page says of itself.
type Head struct {
	Kind  station.PageKind `json:"kind"`
	Dwell float64          `json:"dwell"` // seconds
	Title string           `json:"title"`
	Part  string           `json:"part,omitempty"` // "2/5" where a list runs over several pages
}

func (h *Head) head() *Head { return h }

// TestCardPage shows rulers and codes to whoever sets up the screen.
type TestCardPage struct{ Head }

// painter holds what all pages of one board are made from.
type painter struct {
	records
	panel   Panel
	size    Size
	now     station.Reading
	today   station.Date
	site    string
	sitters []sitter
	pages   []station.PlaylistPage // wanted, in order; empty means all

	receptions []reception // from today on
}

// Paint lays out the board of a screen from the records at a moment. base is the address phones reach the box at.
func Paint(panel Panel, show programme, rec records, now station.Reading, base string) Board {
	p := painter{records: rec, panel: panel, size: Size{panel.Width, panel.Height}, now: now, pages: show.pages}
	p.today = station.DateOf(now.Time.In(station.Zone))
	p.site, p.sitters, p.receptions = rec.site(base), rec.seat(p.today), comingReceptions(rec, p.today)
	p.panel.Bar = p.size.Bar()
	page := pageAddress(p.site, "S", rec.home.Code)
	board := Board{
		Screen: p.panel, Date: p.today, Weekday: isoWeekday(p.today), Lunar: station.Lunar(p.today).String(),
		Trust: now.Trust, Station: Host{Name: cmp.Or(rec.home.Name, "人大代表联络站"), Page: page, QR: rec.codes.of(page)}, Tiers: p.tiers(),
	}
	if panel.TestCard {
		board.Pages = []Page{&TestCardPage{Head{Kind: station.PageTestCard, Title: "测试卡"}}}
		return board
	}
	board.Pages = p.loop()
	if len(board.Pages) == 0 && show.fromList {
		p.pages = nil
		board.Pages = p.loop() // what a list asks for may not be there yet; its wall is not empty for that
	}
	return board
}

func (p painter) tiers() []TierCount {
	counts := []TierCount{}
	for _, group := range groups(p.sitters, func(s sitter) station.Tier { return s.tier }) {
		tier := group[0].tier
		counts = append(counts, TierCount{Tier: tier, Label: p.home.TierLabel(tier), Count: len(group)})
	}
	return counts
}

// isoWeekday counts from Monday, 1 to 7.
func isoWeekday(on station.Date) int { return (int(on.Weekday())+6)%7 + 1 }

// fileURL is where the public fetches a picture; a picture's hash is its name.
func fileURL(hash string) string {
	if hash == "" {
		return ""
	}
	return "/api/v1/files/" + hash
}
