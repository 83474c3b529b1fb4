package casework

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"time"
	"unicode/utf8"

	"lianzhan/desk/casebook"
	"lianzhan/desk/door"
	"lianzhan/station"
	"lianzhan/station/matter"
)

// Asked is an event as a page asks for it. Who does it is not in it.
type Asked struct {
	Type matter.EventType `json:"type"`
	Data json.RawMessage  `json:"data,omitempty"`
	Note string           `json:"note,omitempty"`
	Base station.Revision `json:"base,omitempty"` // the revision the page shows; another one is a conflict
}

// longest is how much any one text of an event may say, in characters; forms bound most of them lower.
const longest = 4000

const mostAttempts = 5

// Move writes one event to a matter, with whatever belongs into the same commit. Whoever did not say which revision they saw is not
// troubled with what came from another box in the same moment: the step is worked out anew.
func (r *Room) Move(ctx context.Context, who door.Who, id string, asked Asked) error {
	for attempt := 1; ; attempt++ {
		err := r.move(ctx, who, id, asked)
		if asked.Base != "" || attempt == mostAttempts || err == nil || station.Worded(err).Code != "record_changed" {
			return err
		}
	}
}

func (r *Room) move(ctx context.Context, who door.Who, id string, asked Asked) error {
	s, known := steps[asked.Type]
	if !known {
		return station.Invalid("event_unknown", "工作台上没有“%s”这一步。", asked.Type)
	}
	act, allowed := s.allowed(asked.Type, who)
	if !allowed {
		return station.Forbidden("forbidden", "您的账号不能办这件事。")
	}
	m, record, err := r.read(who, id)
	if err != nil {
		return err
	}
	if !r.mayHere(m, asked.Type) {
		return station.Conflict("step_of_station", "这一步由联络站办，没有上报的事项这里只能催办、督办。")
	}
	if asked.Base != "" && asked.Base != m.Revision {
		return station.Conflict("record_changed", "这件事刚被别人改过，请看一眼再办。")
	}
	if utf8.RuneCountInString(asked.Note) > longest {
		return station.Invalid("note_long", "附言太长。")
	}
	edits, after, err := r.edits(who, act, m, record, s.blank(), asked)
	if err != nil {
		return err
	}
	if _, err := r.store.Write(ctx, who.Actor(), edits...); err != nil {
		return err
	}
	after()
	return nil
}

// edits is what an event writes, and what is left to do once it is written.
func (r *Room) edits(who door.Who, act station.Action, m matter.Matter, record station.Record, data matter.Data, asked Asked) ([]station.Edit, func(), error) {
	nothing := func() {}
	if proposed, ok := data.(*matter.Proposed); ok {
		var err error
		if act, err = proposalAct(who, asked.Data, proposed); err != nil {
			return nil, nothing, err
		}
	}
	by := actorFor(who, act)
	switch asked.Type {
	case "converted":
		edits, err := r.convert(by, m, asked)
		return edits, nothing, err
	case "forgotten":
		return r.forget(by, m, record, asked)
	}
	if err := readData(asked.Data, data); err != nil {
		return nil, nothing, err
	}
	if err := r.settle(who, act, m, data); err != nil {
		return nil, nothing, err
	}
	if into, ok := data.(*matter.MergedInto); ok {
		edits, err := r.merge(who, by, m, into, asked.Note)
		return edits, nothing, err
	}
	move := matter.Move{By: by, Note: asked.Note, Data: data}
	if rated, ok := data.(*matter.Rated); ok && rated.Satisfaction == matter.Unsatisfied {
		if edits, err := m.Edits(move, matter.Move{By: by, Data: &matter.RedoOrder{Reason: "选民不满意"}}); err == nil {
			return edits, nothing, nil // who is not satisfied need not ask twice
		}
	}
	edits, err := m.Edits(move)
	return edits, nothing, err
}

// readData reads what an event says; a field the event does not have is refused.
func readData(raw json.RawMessage, into matter.Data) error {
	if len(raw) == 0 {
		return nil
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return station.Invalid("event_invalid", "这一步的内容读不懂。").Because(err)
	}
	return nil
}

// settle holds what a page sent against what is known: names must exist, files must be this matter's, and what only the
// fold or the session may say is taken from there.
func (r *Room) settle(who door.Who, act station.Action, m matter.Matter, data matter.Data) error {
	house, err := r.book.House()
	if err != nil {
		return err
	}
	switch d := data.(type) {
	case *matter.Told:
		d.Words, _ = station.MaskNumbers(d.Words)
		return r.ours(m, append(slices.Clone(d.Photos), d.Voice))
	case *matter.Contact:
		d.Masked = false
	case *matter.Rated:
		if act == station.ActRecordVerdict && !slices.Contains(toldBy, d.Via) {
			return station.Invalid("via_missing", "请选选民是当面、打电话还是上门时说的。")
		}
	case *matter.Proposed:
		return r.settleProposed(who, act, m, d)
	case *matter.RatingWords:
		d.Words, _ = station.MaskNumbers(d.Words)
	case *matter.Note:
		d.Text, _ = station.MaskNumbers(d.Text)
	case *matter.Assignment:
		return knownUnits(house, append([]string{d.LeadUnit}, d.CoUnits...))
	case *matter.Letter:
		d.Reply, d.Replied = "", time.Time{}
		return knownUnits(house, []string{d.To})
	case *matter.Escalation:
		d.Answer = ""
	case *matter.DeputyView:
		d.Deputy = who.Deputy
		if !addressed(m, who) {
			return station.Conflict("not_addressed", "这件事不是反映给您的。")
		}
	case *matter.Reply:
		d.By.Unit = m.LeadUnit
		if act == station.ActReply && who.May(station.ActReadAssigned) {
			d.By.Unit = who.Unit
		}
		return r.ours(m, d.Photos)
	case *matter.PublicDraft:
		return r.ours(m, d.Photos)
	}
	return nil
}

// toldBy are the ways a voter's verdict reaches the station's own ears.
var toldBy = []string{"counter", "call", "visit"}

// proposalAct is the action that lets somebody propose the step they name.
func proposalAct(who door.Who, raw json.RawMessage, into *matter.Proposed) (station.Action, error) {
	if err := readData(raw, into); err != nil {
		return "", err
	}
	act, known := proposing[into.For]
	if known && !who.May(act) {
		return "", station.Forbidden("forbidden", "您的账号不能提这样的建议。")
	}
	return act, nil
}

// settleProposed holds what a proposed step would say against what is known, as the step itself is held.
func (r *Room) settleProposed(who door.Who, act station.Action, m matter.Matter, proposed *matter.Proposed) error {
	step, err := proposed.Data()
	if err != nil {
		return err
	}
	return r.settle(who, act, m, step)
}

func knownUnits(house *casebook.House, ids []string) error {
	for _, id := range ids {
		if _, ok := house.Unit(id); !ok && id != "" {
			return station.Invalid("unit_unknown", "没有找到这个承办单位。")
		}
	}
	return nil
}

// ours refuses files that are not of this matter: a hash must not be a way to anybody else's pictures.
func (r *Room) ours(m matter.Matter, files []string) error {
	known := casebook.FilesOf(m)
	for _, file := range files {
		if file != "" && !slices.Contains(known, file) && !r.attached.holds(file, m.ID, r.store.Now().Time) {
			return station.Invalid("file_unknown", "有一张照片不是这件事的，请重新添加。")
		}
	}
	return nil
}

// ReadEvent reads what an event of a type says, for a hand other than the desk's that writes history down.
func ReadEvent(kind matter.EventType, raw json.RawMessage) (matter.Data, error) {
	s, known := steps[kind]
	if !known {
		return nil, station.Invalid("event_unknown", "不认识的事件“%s”。", kind)
	}
	data := s.blank()
	return data, readData(raw, data)
}
