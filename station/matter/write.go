package matter

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"time"

	"lianzhan/station"
)

// IDFrom is the id of the matter a client's own id leads to: the same submission twice is one matter.
func IDFrom(client string) string {
	sum := sha256.Sum256([]byte("matter\x00" + client))
	return "m" + hex.EncodeToString(sum[:8])
}

// New are the edits that write a new matter down: what came in, what was said, and who said it if they told.
func New(id string, by Actor, now time.Time, r Registration, told Told, contact *Contact) ([]station.Edit, error) {
	told.Title, told.Place = r.Title, r.Place
	r.Title, r.Place = plainTitle(r), ""
	moves := []Move{{By: by, Data: &r}, {By: by, Data: &told}}
	if contact != nil && *contact != (Contact{}) {
		moves = append(moves, Move{By: by, Data: contact})
	}
	edits, err := Matter{ID: id}.Edits(moves...)
	if err != nil {
		return nil, err
	}
	edits[0].Book = Book(now)
	return edits, nil
}

// plainTitle is what lists call a matter whose words are erased: its class and village.
func plainTitle(r Registration) string {
	title := CategoryLabel(r.Category)
	if r.Village != "" {
		title += "：" + r.Village
	}
	return title
}

// Book is the register whose numbers the matters of a year get.
func Book(now time.Time) string { return "matter/" + strconv.Itoa(now.In(station.Zone).Year()) }

// Edits turns moves into what the store writes, in one commit. Each is checked against the matter as the ones before it
// leave it, so that "rated" and "redo" can go together.
func (m Matter) Edits(moves ...Move) ([]station.Edit, error) {
	edits := make([]station.Edit, 0, len(moves))
	for i, mv := range moves {
		if err := m.Check(mv); err != nil {
			return nil, err
		}
		edit, err := mv.edit(m.ID)
		if err != nil {
			return nil, err
		}
		if i == 0 {
			edit.Base = m.Revision
		}
		edits = append(edits, edit)
		m.enact(Line{Type: mv.Data.Type(), By: mv.By, State: m.State, At: m.latest()}, mv.Data, station.Event{})
	}
	return edits, nil
}

// Personal lists the events that hold what the voter said or is called, still there to be erased, and the sealed boxes
// they were told to others in.
func Personal(r station.Record, words bool) []station.Revision {
	var revisions []station.Revision
	for _, e := range r.Events {
		if e.Class != station.Personal || e.Erased() && !e.Withheld {
			continue
		}
		if words || typeOf(e) == (*Contact)(nil).Type() {
			revisions = append(revisions, e.Revision)
		}
	}
	boxed := revisions
	for _, e := range r.Events {
		if box, ok := disclosedIn(e); ok && (words || box.holds(boxed)) {
			revisions = append(revisions, e.Revision)
		}
	}
	return revisions
}

// latest is when the last event happened; the move being tried out will get a later time when it is written.
func (m Matter) latest() time.Time {
	if len(m.Timeline) == 0 {
		return time.Unix(0, 0)
	}
	return m.Timeline[len(m.Timeline)-1].At
}
