package kiosk

import (
	"strings"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
)

// longestLine is where a line of a vCard folds, in octets without the line break (RFC 2426 section 2.6, RFC 6350
// section 3.2).
const longestLine = 75

// businessCard is what a deputy's vCard says. Phone is the deputy's own only where published, else the station's.
type businessCard struct {
	Name         string
	Station      string
	Titles       []string // tiers and posts, as people say them
	Phone        string
	Address      string
	Page, Photo  string // URLs
	Note         string
	StationPhone bool // the number is the station's
}

// vcardOf answers GET /api/v1/deputies/{id}/card.vcf: version 3, which most phones read, or 4.
func (e *edition) vcardOf(c *fiber.Ctx) (*page, error) {
	d, err := e.asked(c)
	if err != nil {
		return nil, err
	}
	version := c.Query("version", "3") + ".0"
	body, err := vcard(e.businessCard(d), version)
	if err != nil {
		return nil, err
	}
	p := printed(mimeVCard, body)
	p.file = "daibiao-" + d.deputy.Code + ".vcf"
	return p, nil
}

func (e *edition) businessCard(d *card) businessCard {
	card := businessCard{Name: d.deputy.Name, Station: e.home.Name, Phone: d.deputy.PublicPhone(),
		Address: e.home.Address, Page: e.deputyURL(d), Note: d.deputy.Commitment}
	if s := e.stations.things[d.station]; s != nil {
		card.Station, card.Address = s.Name, s.Address
	}
	for _, tier := range d.tiers {
		card.Titles = append(card.Titles, e.home.TierLabel(tier))
	}
	card.Titles = append(card.Titles, d.deputy.Posts...)
	if card.Phone == "" {
		card.Phone, card.StationPhone = e.phoneAt(d.station), true
	}
	if d.deputy.Thumb != "" {
		card.Photo = e.site() + fileURL(d.deputy.Thumb)
	}
	return card
}

// vcard writes a card in version 3.0 (RFC 2426), which phones and WeChat read best, or 4.0 (RFC 6350).
func vcard(b businessCard, version string) ([]byte, error) {
	var card strings.Builder
	line := func(property string, components ...string) {
		if strings.Join(components, "") == "" {
			return
		}
		for i, c := range components {
			components[i] = escapeText(c)
		}
		foldLine(&card, property+":"+strings.Join(components, ";"))
	}
	line("BEGIN", "VCARD")
	line("VERSION", version)
	switch version {
	case "3.0":
	case "4.0":
		line("KIND", "individual")
	default:
		return nil, station.Invalid("version_invalid", "名片的 version 只能写 3 或 4。")
	}
	line("FN", b.Name)
	line("N", b.Name, "", "", "", "") // whole in one component: no importer then swaps family and given name
	line("ORG", b.Station)
	line("TITLE", strings.Join(b.Titles, "、"))
	foldLine(&card, telephone(b, version))
	line("ADR;TYPE=work", "", "", b.Address, "", "", "", "")
	line("NOTE", b.Note)
	line("CATEGORIES", "人大代表")
	raw := func(property, uri string) {
		if uri != "" {
			foldLine(&card, property+":"+uri)
		}
	}
	raw("URL", b.Page)
	raw(photoProperty(version), b.Photo)
	raw("UID", b.Page)
	line("END", "VCARD")
	return []byte(card.String()), nil
}

func photoProperty(version string) string {
	if version == "4.0" {
		return "PHOTO;MEDIATYPE=image/jpeg"
	}
	return "PHOTO;VALUE=uri"
}

func telephone(b businessCard, version string) string {
	kind := "cell"
	if b.StationPhone {
		kind = "work"
	}
	switch {
	case b.Phone == "":
		return ""
	case version == "4.0":
		return "TEL;VALUE=uri;TYPE=\"voice," + kind + "\":tel:" + dial(b.Phone)
	}
	return "TEL;TYPE=" + strings.ToUpper(kind) + ",VOICE:" + dial(b.Phone)
}

// dial keeps what a tel: URI may hold (RFC 3966): digits, a leading plus and dashes.
func dial(phone string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == '+' || r == '-' {
			return r
		}
		return -1
	}, phone)
}

var textEscapes = strings.NewReplacer(`\`, `\\`, ",", `\,`, ";", `\;`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`)

func escapeText(s string) string { return textEscapes.Replace(strings.ToValidUTF8(s, "\uFFFD")) }

// foldLine ends a line with CRLF and folds it before it grows too long, never inside a character.
func foldLine(w *strings.Builder, line string) {
	if line == "" {
		return
	}
	room := longestLine
	for len(line) > room {
		cut := room
		for !utf8.RuneStart(line[cut]) {
			cut--
		}
		w.WriteString(line[:cut] + "\r\n ")
		line, room = line[cut:], longestLine-1
	}
	w.WriteString(line + "\r\n")
}
