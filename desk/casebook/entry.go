package casebook

import (
	"slices"
	"strings"
	"time"

	"lianzhan/station"
	"lianzhan/station/matter"
)

// Entry is what is remembered of one matter.
type Entry struct {
	ID       string
	Branch   string // of the tree; empty where the box stands alone
	Number   string
	Title    string
	Category string
	State    matter.State
	Grade    matter.Grade
	Channel  matter.Channel
	Village  string
	Place    string
	Unit     string   // id of the lead unit
	CoUnits  []string // ids
	Deputies []string // ids
	Session  string   // id of the reception it came up at
	Visitor  int

	Received   time.Time
	ReceivedOn station.Date
	Next       *matter.Deadline // the open one that ends first
	Supervised bool
	Urges      int
	Escalated  bool
	Public     string // "none", "draft" or "shown"
	Drafter    string // account that wrote the public text which waits
	Rating     matter.Satisfaction
	People     int
	MeToo      int
	Unapplied  int
	Revision   station.Revision
	WrittenBy  string

	Ended   time.Time // when nothing more was owed; zero while something is
	Contact Contact

	year     int
	serial   uint64
	code     string
	files    []string
	haystack string // what everybody who sees the row may search in
	words    string
}

// Contact says what is kept of who the voter is.
type Contact int

// The states of a contact.
const (
	NoContact Contact = iota
	FullContact
	MaskedContact
)

// entryOf remembers a matter as the house counts it.
func entryOf(m matter.Matter, h *House) *Entry {
	e := &Entry{ID: m.ID, Branch: m.Branch, Number: h.NumberOf(m), Title: m.Title, Category: m.Category, State: m.State,
		Grade: m.Grade, Channel: m.Channel, Village: m.Village, Place: m.Place, Unit: m.LeadUnit, CoUnits: m.CoUnits,
		Deputies: m.Deputies, Session: m.Session, Visitor: m.Visitor, Supervised: m.Supervised, Urges: m.Urges,
		Escalated: len(m.Escalations) > 0, Public: publicOf(m), People: m.People, MeToo: m.MeToo,
		Unapplied: len(Undecided(m)), Revision: m.Revision, WrittenBy: m.WrittenBy, Ended: EndOf(m), year: m.Year,
		serial: m.Serial, code: m.CodeHash, files: FilesOf(m)}
	e.Received = m.Timeline[0].At
	e.ReceivedOn = station.DateOf(e.Received)
	if next, ok := m.Next(h.Policy.Terms, h.Calendar); ok {
		e.Next = &next
	}
	if m.Public.Draft != nil {
		e.Drafter = m.Public.DraftBy.Account
	}
	if m.Rating != nil {
		e.Rating = m.Rating.Satisfaction
	}
	switch {
	case m.Contact != nil && m.Contact.Masked:
		e.Contact = MaskedContact
	case m.Contact != nil:
		e.Contact = FullContact
	}
	e.haystack = fold(strings.Join([]string{e.Number, e.Title, e.Village, e.Place}, "\n"))
	var words []string
	for _, told := range m.Told {
		words = append(words, told.Words)
	}
	e.words = fold(strings.Join(words, "\n"))
	return e
}

func fold(text string) string { return strings.ToLower(text) }

func publicOf(m matter.Matter) string {
	switch {
	case m.Public.Draft != nil:
		return "draft"
	case m.Public.Released:
		return "shown"
	}
	return "none"
}

// FilesOf lists every file a matter names, each once.
func FilesOf(m matter.Matter) []string {
	var files []string
	for _, told := range m.Told {
		files = append(files, told.Photos...)
		if told.Voice != "" {
			files = append(files, told.Voice)
		}
	}
	for _, reply := range m.Replies {
		files = append(files, reply.Photos...)
	}
	for _, text := range []*matter.PublicDraft{m.Public.Draft, m.Public.Shown} {
		if text != nil {
			files = append(files, text.Photos...)
		}
	}
	slices.Sort(files)
	return slices.Compact(files)
}

// EndOf is when a matter last came to a state in which nothing is owed any more; zero while something is.
func EndOf(m matter.Matter) time.Time {
	var end time.Time
	open := true
	for _, line := range m.Timeline {
		if now := line.State.Open(); open && !now {
			end = line.At
			open = now
		} else {
			open = now
		}
	}
	if open {
		return time.Time{}
	}
	return end
}

// Decided marks the note by which a person settled what an event that no longer fitted means.
const Decided = "decided:"

// Undecided are the events that did not fit and nobody has looked at yet.
func Undecided(m matter.Matter) []matter.Line {
	return slices.DeleteFunc(m.Unapplied(), func(late matter.Line) bool {
		return slices.ContainsFunc(m.Timeline, func(line matter.Line) bool {
			return line.Applied && line.Type == "noted" && line.Note == Decided+string(late.Event)
		})
	})
}
