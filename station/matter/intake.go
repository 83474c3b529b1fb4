package matter

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"lianzhan/station"
)

// The bounds of what a voter may bring in one matter.
const (
	LongestWords = 2000 // characters
	MostPhotos   = 9
	longestTitle = 80 // characters
)

// Channel is the way a matter came in.
type Channel string

// The channels (选民反映情况处理单).
const (
	ByKiosk     Channel = "kiosk"
	ByPhone     Channel = "phone"
	AtReception Channel = "reception"
	OnVisit     Channel = "visit"
	ByLetter    Channel = "letter"
	ByCall      Channel = "call"
	FromCounty  Channel = "county"
)

// Channels lists the channels and their Chinese names.
var Channels = station.Choices[Channel]{
	{ID: ByKiosk, Label: "触摸屏"}, {ID: ByPhone, Label: "手机"}, {ID: AtReception, Label: "代表接待"}, {ID: OnVisit, Label: "代表走访"},
	{ID: ByLetter, Label: "来信"}, {ID: ByCall, Label: "来电"}, {ID: FromCounty, Label: "县里转来"},
}

// Registration is the first event: what came in, how and where. Nothing in it says who the voter is, and nothing the voter
// typed: a title or a place may name somebody's door, so New moves both to what was told.
type Registration struct {
	Channel      Channel  `json:"channel"`
	Title        string   `json:"title"`    // short, for lists
	Category     string   `json:"category"` // id of a category
	Village      string   `json:"village,omitempty"`
	Place        string   `json:"place,omitempty"` // road or spot, as the voter picked it
	Deputies     []string `json:"deputies,omitempty"`
	Session      string   `json:"session,omitempty"` // id of the reception session
	Visitor      int      `json:"visitor,omitempty"` // which visitor of that session; several matters may share one
	People       int      `json:"people,omitempty"`  // how many it touches, as the voter says
	CodeHash     string   `json:"code_hash,omitempty"`
	WrittenBy    string   `json:"written_by,omitempty"` // who wrote for the voter (代录), empty when the voter did
	Anonymous    bool     `json:"anonymous,omitempty"`
	Confidential bool     `json:"confidential,omitempty"` // the voter asks for secrecy
	Consent      string   `json:"consent,omitempty"`      // version of the notice the voter agreed to (PIPL art. 14, 17)
	Unverified   bool     `json:"unverified,omitempty"`
	Print        string   `json:"print,omitempty"`  // keyed hash of the content, to see the same text come twice
	Series       string   `json:"series,omitempty"` // stands before the number when the book is not the station's own
}

// Type of the event.
func (*Registration) Type() EventType { return "registered" }

func (*Registration) class() station.Class { return station.Internal }

func (r *Registration) check() error {
	switch {
	case strings.TrimSpace(r.Title) == "":
		return station.Invalid("matter_title_missing", "请写一个简短的标题。")
	case utf8.RuneCountInString(r.Title) > longestTitle:
		return station.Invalid("matter_title_long", "标题太长，最多 %d 个字。", longestTitle)
	case !slices.ContainsFunc(Categories, func(c Category) bool { return c.ID == r.Category }):
		return station.Invalid("category_unknown", "请选一个类别。")
	case !Channels.Has(r.Channel):
		return station.Invalid("channel_unknown", "反映的渠道“%s”不认识。", r.Channel)
	case r.People < 0 || r.People > 1_000_000 || r.Visitor < 0 || len(r.Deputies) > 50:
		return station.Invalid("matter_invalid", "登记的内容不对，请检查人数和代表。")
	}
	return nil
}

func (r *Registration) apply(m *Matter, line Line) {
	m.Registration = *r
	m.Year = line.At.In(station.Zone).Year()
	if r.Unverified {
		m.State = Unverified
	}
}

// Told is what the voter said, in their own words (受理时保持原话). Personal.
type Told struct {
	Title  string    `json:"title,omitempty"` // what the lists call it, as long as the voter's words are kept
	Place  string    `json:"place,omitempty"`
	Words  string    `json:"words,omitempty"`
	Photos []string  `json:"photos,omitempty"` // SHA-256 of re-encoded pictures
	Voice  string    `json:"voice,omitempty"`  // SHA-256 of a recording
	At     time.Time `json:"at,omitzero"`      // filled by Fold
}

// Type of the event.
func (*Told) Type() EventType { return "told" }

func (*Told) class() station.Class { return station.Personal }

func (t *Told) check() error {
	switch {
	case strings.TrimSpace(t.Words) == "" && t.Voice == "" && len(t.Photos) == 0:
		return station.Invalid("words_missing", "请说说是什么事。")
	case utf8.RuneCountInString(t.Words) > LongestWords:
		return station.Invalid("words_long", "写得太长了，最多 %d 个字。", LongestWords)
	case len(t.Photos) > MostPhotos:
		return station.Invalid("photos_many", "照片太多，最多 %d 张。", MostPhotos)
	case utf8.RuneCountInString(t.Title) > longestTitle || utf8.RuneCountInString(t.Place) > longestTitle:
		return station.Invalid("matter_title_long", "标题或地点太长，最多 %d 个字。", longestTitle)
	}
	return nil
}

func (t *Told) apply(m *Matter, line Line) {
	told := *t
	told.At = line.At
	m.Told = append(m.Told, told)
	m.Title, m.Place = cmp.Or(t.Title, m.Title), cmp.Or(t.Place, m.Place)
}

// Contact is who the voter is, as far as they chose to say. Personal, never required.
type Contact struct {
	Name    string `json:"name,omitempty"`
	Phone   string `json:"phone,omitempty"`
	Sex     string `json:"sex,omitempty"`
	AgeBand string `json:"age_band,omitempty"`
	Address string `json:"address,omitempty"`
	Masked  bool   `json:"masked,omitempty"` // what retention left of it
}

// Type of the event.
func (*Contact) Type() EventType { return "contact" }

func (*Contact) class() station.Class { return station.Personal }

func (c *Contact) check() error {
	for _, field := range []string{c.Name, c.Phone, c.Sex, c.AgeBand, c.Address} {
		if utf8.RuneCountInString(field) > 60 {
			return station.Invalid("contact_long", "姓名、电话或住址太长。")
		}
	}
	return nil
}

func (c *Contact) apply(m *Matter, _ Line) { contact := *c; m.Contact = &contact }

// Privacy says what became of the personal part.
type Privacy struct {
	ContactGiven  bool      `json:"contact_given,omitempty"` // it was there once
	ContactErased time.Time `json:"contact_erased_at,omitzero"`
	WordsErased   time.Time `json:"words_erased_at,omitzero"`
}

// Forgotten says that personal data was taken away: who asked and what went. The bodies go by station.Erase in the
// same commit.
type Forgotten struct {
	Reason  string `json:"reason"` // "voter", "masked" or "retention"
	Contact bool   `json:"contact,omitempty"`
	Words   bool   `json:"words,omitempty"` // with photos and voice
}

// Type of the event.
func (*Forgotten) Type() EventType { return "forgotten" }

func (*Forgotten) class() station.Class { return station.Internal }

func (f *Forgotten) check() error {
	if f.Reason != "voter" && f.Reason != "masked" && f.Reason != "retention" {
		return station.Invalid("event_invalid", "删除个人信息要写明缘由。")
	}
	return nil
}

func (f *Forgotten) apply(m *Matter, line Line) {
	if f.Contact {
		m.Privacy.ContactErased = line.At
	}
	if f.Words {
		m.Privacy.WordsErased = line.At
	}
}

// Verified is an officer's word that an unauthenticated matter is real.
type Verified struct{}

// Type of the event.
func (*Verified) Type() EventType { return "verified" }

func (*Verified) class() station.Class { return station.Internal }

func (*Verified) check() error { return nil }

func (*Verified) apply(m *Matter, _ Line) { m.Registration.Unverified = false }
