package matter

import (
	"strings"
	"time"
	"unicode/utf8"

	"lianzhan/station"
)

// Publication is what the public may see of a matter: written and masked by one person, released by another.
type Publication struct {
	Draft    *PublicDraft `json:"draft,omitempty"`
	DraftBy  Actor        `json:"draft_by,omitzero"`
	Released bool         `json:"released,omitempty"`
	At       time.Time    `json:"released_at,omitzero"`
	By       Actor        `json:"released_by,omitzero"`
	Shown    *PublicDraft `json:"shown,omitempty"` // the text in force while released
}

// PublicDraft is the text for the public, without names, telephones or numbers.
type PublicDraft struct {
	Title  string   `json:"title"`
	Text   string   `json:"text"`
	Place  string   `json:"place,omitempty"`  // village or road at most
	Result string   `json:"result,omitempty"` // what was done, for the page of solved matters
	Photos []string `json:"photos,omitempty"` // SHA-256; pictures of the spot, no faces
}

// Type of the event.
func (*PublicDraft) Type() EventType { return "public_drafted" }

func (*PublicDraft) class() station.Class { return station.Internal }

func (d *PublicDraft) check() error {
	switch {
	case strings.TrimSpace(d.Title) == "" || strings.TrimSpace(d.Text) == "":
		return station.Invalid("public_text_missing", "公开稿要有标题和内容。")
	case utf8.RuneCountInString(d.Title) > 40:
		return station.Invalid("public_title_long", "公开稿的标题太长，最多 40 个字。")
	case utf8.RuneCountInString(d.Text) > 400 || utf8.RuneCountInString(d.Result) > 400:
		return station.Invalid("public_text_long", "公开稿太长，最多 400 个字。")
	}
	if found := station.Telltales(d.Title + "\n" + d.Text + "\n" + d.Place + "\n" + d.Result); len(found) > 0 {
		return station.Invalid("public_text_personal", "公开稿里还有个人信息（%s），请先去掉。", strings.Join(found, "、"))
	}
	return nil
}

func (d *PublicDraft) apply(m *Matter, line Line) {
	draft := *d
	m.Public.Draft, m.Public.DraftBy = &draft, line.By
}

// Released shows the draft to everybody; the one who wrote it may not release it.
type Released struct{}

// Type of the event.
func (*Released) Type() EventType { return "public_released" }

func (*Released) class() station.Class { return station.Public }

func (*Released) check() error { return nil }

func (*Released) apply(m *Matter, line Line) {
	m.Public.Released, m.Public.At, m.Public.By, m.Public.Shown = true, line.At, line.By, m.Public.Draft
	m.Public.Draft = nil
}

// Withdrawn takes the text off every screen.
type Withdrawn struct {
	Reason string `json:"reason"`
}

// Type of the event.
func (*Withdrawn) Type() EventType { return "public_withdrawn" }

func (*Withdrawn) class() station.Class { return station.Public }

func (d *Withdrawn) check() error { return wants(d.Reason, "请写明为什么撤回。") }

func (*Withdrawn) apply(m *Matter, _ Line) {
	m.Public.Released, m.Public.At, m.Public.Shown = false, time.Time{}, nil
}

// Support is one more voter saying "me too" to a published matter.
type Support struct {
	Key string `json:"key"` // keyed hash of the device or number, so that one presses once
}

// Type of the event.
func (*Support) Type() EventType { return "supported" }

func (*Support) class() station.Class { return station.Internal }

func (d *Support) check() error {
	if d.Key == "" {
		return station.Invalid("event_invalid", "附议的内容不对。")
	}
	return nil
}

func (d *Support) apply(m *Matter, _ Line) {
	if m.supporters == nil {
		m.supporters = map[string]bool{}
	}
	if !m.supporters[d.Key] {
		m.supporters[d.Key] = true
		m.MeToo++
	}
}
