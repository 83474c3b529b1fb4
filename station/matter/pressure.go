package matter

import (
	"time"

	"lianzhan/station"
)

// Supervision puts the matter under supervision (督办).
type Supervision struct {
	Text string `json:"text"`
}

// Type of the event.
func (*Supervision) Type() EventType { return "supervised" }

func (*Supervision) class() station.Class { return station.Internal }

func (d *Supervision) check() error { return wants(d.Text, "请写明督办的要求。") }

func (*Supervision) apply(m *Matter, _ Line) { m.Supervised = true }

// Urge reminds the unit (催办).
type Urge struct {
	Text string `json:"text"`
}

// Type of the event.
func (*Urge) Type() EventType { return "urged" }

func (*Urge) class() station.Class { return station.Internal }

func (d *Urge) check() error { return wants(d.Text, "请写明催办的内容。") }

func (*Urge) apply(m *Matter, _ Line) { m.Urges++ }

// Escalation reports the matter to somebody above (上报): presidium, town government, Party committee, county.
type Escalation struct {
	To     string    `json:"to"`
	Text   string    `json:"text"`
	At     time.Time `json:"at,omitzero"`
	Answer string    `json:"answer,omitempty"` // filled by Fold
	Done   time.Time `json:"answered_at,omitzero"`
}

// EscalationSteps is the ladder, lowest first.
var EscalationSteps = station.Choices[string]{
	{ID: "presidium", Label: "乡镇人大主席团（街道人大工委）"}, {ID: "town_government", Label: "乡镇政府（街道办事处）"},
	{ID: "party_committee", Label: "党委"}, {ID: "county_congress", Label: "县人大常委会"}, {ID: "county_government", Label: "县政府"},
}

// Type of the event.
func (*Escalation) Type() EventType { return "escalated" }

func (*Escalation) class() station.Class { return station.Internal }

func (d *Escalation) check() error {
	if !EscalationSteps.Has(d.To) {
		return station.Invalid("escalation_target_missing", "请选上报给谁。")
	}
	return wants(d.Text, "请写明上报的内容。")
}

func (d *Escalation) apply(m *Matter, line Line) {
	m.Escalations = append(m.Escalations, Escalation{To: d.To, Text: d.Text, At: line.At})
}

// EscalationAnswer is what those above decided.
type EscalationAnswer struct {
	Result string `json:"result"`
}

// Type of the event.
func (*EscalationAnswer) Type() EventType { return "escalation_answered" }

func (*EscalationAnswer) class() station.Class { return station.Internal }

func (d *EscalationAnswer) check() error { return wants(d.Result, "请写明上级的意见。") }

func (d *EscalationAnswer) apply(m *Matter, line Line) {
	last := &m.Escalations[len(m.Escalations)-1]
	last.Answer, last.Done = d.Result, line.At
}

// Conversion turns the matter into a deputy's suggestion (转建议); the matter itself is still answered.
type Conversion struct {
	Suggestion string `json:"suggestion"` // id
}

// Type of the event.
func (*Conversion) Type() EventType { return "converted" }

func (*Conversion) class() station.Class { return station.Internal }

func (d *Conversion) check() error { return wants(d.Suggestion, "请选转成哪件建议。") }

func (d *Conversion) apply(m *Matter, _ Line) { m.Suggestion = d.Suggestion }

// Letter is a letter of supervision opinion (监督意见函).
type Letter struct {
	Number   string       `json:"number"`
	To       string       `json:"to"` // unit id
	Problems string       `json:"problems"`
	Demands  string       `json:"demands"`
	ReplyBy  station.Date `json:"reply_by"`
	At       time.Time    `json:"at,omitzero"`
	Reply    string       `json:"reply,omitempty"` // filled by Fold
	Replied  time.Time    `json:"replied_at,omitzero"`
}

// Type of the event.
func (*Letter) Type() EventType { return "letter" }

func (*Letter) class() station.Class { return station.Internal }

func (d *Letter) check() error {
	if d.Number == "" || d.To == "" || !d.ReplyBy.Full() {
		return station.Invalid("letter_invalid", "监督意见函要有文号、收函单位和答复期限。")
	}
	return wants(d.Problems+d.Demands, "监督意见函要写明问题和要求。")
}

func (d *Letter) apply(m *Matter, line Line) {
	letter := *d
	letter.At = line.At
	m.Letters = append(m.Letters, letter)
}

// LetterAnswer is the unit's reply to a letter of supervision opinion.
type LetterAnswer struct {
	Number string `json:"number"`
	Reply  string `json:"reply"`
}

// Type of the event.
func (*LetterAnswer) Type() EventType { return "letter_answered" }

func (*LetterAnswer) class() station.Class { return station.Internal }

func (d *LetterAnswer) check() error { return wants(d.Reply, "请写明对方怎样答复。") }

func (d *LetterAnswer) apply(m *Matter, line Line) {
	for i := range m.Letters {
		if m.Letters[i].Number == d.Number {
			m.Letters[i].Reply, m.Letters[i].Replied = d.Reply, line.At
		}
	}
}

// Rechecked is a look back 30 or 90 days after closing (回头看).
type Rechecked struct {
	After int       `json:"after"` // days: 30 or 90; another number for one out of turn
	Holds bool      `json:"holds"` // still fixed
	Text  string    `json:"text"`
	At    time.Time `json:"at,omitzero"`
}

// Type of the event.
func (*Rechecked) Type() EventType { return "rechecked" }

func (*Rechecked) class() station.Class { return station.Internal }

func (d *Rechecked) check() error { return wants(d.Text, "请写明回头看看到了什么。") }

func (d *Rechecked) apply(m *Matter, line Line) {
	recheck := *d
	recheck.At = line.At
	m.Rechecks = append(m.Rechecks, recheck)
}

// Note is a private remark of staff; it is never printed and never leaves the desk.
type Note struct {
	Text string `json:"text"`
}

// Type of the event.
func (*Note) Type() EventType { return "noted" }

func (*Note) class() station.Class { return station.Internal }

func (d *Note) check() error { return wants(d.Text, "请写下备注。") }

func (*Note) apply(*Matter, Line) {}

// Advice is a legal adviser's opinion; not for the public.
type Advice struct {
	Text string `json:"text"`
}

// Type of the event.
func (*Advice) Type() EventType { return "advised" }

func (*Advice) class() station.Class { return station.Internal }

func (d *Advice) check() error { return wants(d.Text, "请写下法律意见。") }

func (*Advice) apply(*Matter, Line) {}

// DeputyView is what a deputy says to a matter addressed to them. It settles nothing.
type DeputyView struct {
	Deputy string `json:"deputy"`
	Text   string `json:"text"`
	Ask    string `json:"ask,omitempty"` // "urge" or "escalate": what the deputy asks the station to do
}

// Type of the event.
func (*DeputyView) Type() EventType { return "deputy_view" }

func (*DeputyView) class() station.Class { return station.Internal }

func (d *DeputyView) check() error {
	if d.Ask != "" && d.Ask != "urge" && d.Ask != "escalate" {
		return station.Invalid("event_invalid", "只能请求催办或上报。")
	}
	return wants(d.Text, "请写下您的意见。")
}

func (*DeputyView) apply(*Matter, Line) {}
