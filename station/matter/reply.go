package matter

import (
	"strings"
	"time"

	"lianzhan/station"
)

// Reply is the answer to a voter, written so that an answer card can be made of it.
type Reply struct {
	Class   ReplyClass `json:"class"`
	Form    string     `json:"form"` // "written" or "oral" (受理必复: 书面或口头)
	Decided string     `json:"decided"`
	WhyNot  string     `json:"why_not,omitempty"`
	Next    string     `json:"next,omitempty"`
	Call    string     `json:"call,omitempty"` // whom to call
	By      Signer     `json:"by"`
	Meeting string     `json:"meeting,omitempty"` // place and time, when given face to face (面商)
	Photos  []string   `json:"photos,omitempty"`  // SHA-256, of what was done
	At      time.Time  `json:"at,omitzero"`       // filled by Fold
}

// Signer is the official who answers for a reply.
type Signer struct {
	Unit  string `json:"unit,omitempty"`
	Name  string `json:"name"`
	Post  string `json:"post,omitempty"`
	Phone string `json:"phone,omitempty"`
}

// ReplyClass sorts replies by what came of them (A-D, as suggestions are).
type ReplyClass string

// ReplyClasses lists the classes and their Chinese names.
var ReplyClasses = station.Choices[ReplyClass]{
	{ID: "A", Label: "已经解决"}, {ID: "B", Label: "正在解决或列入计划"}, {ID: "C", Label: "条件限制，暂不能解决"},
	{ID: "D", Label: "留作参考"},
}

// Type of the event.
func (*Reply) Type() EventType { return "replied" }

func (*Reply) class() station.Class { return station.Internal }

func (r *Reply) check() error {
	switch {
	case !ReplyClasses.Has(r.Class):
		return station.Invalid("reply_class_missing", "请选答复的类别（A、B、C、D）。")
	case r.Form != "written" && r.Form != "oral":
		return station.Invalid("reply_form_missing", "请写明是书面答复还是口头答复。")
	case strings.TrimSpace(r.Decided) == "":
		return station.Invalid("reply_missing", "答复的内容不能为空。")
	case r.Class == "C" && strings.TrimSpace(r.WhyNot) == "":
		return station.Invalid("reply_why_missing", "办不成的，要写明为什么。")
	case strings.TrimSpace(r.By.Name) == "":
		return station.Invalid("reply_signer_missing", "请写明由谁答复。")
	}
	return nil
}

func (r *Reply) apply(m *Matter, line Line) {
	reply := *r
	reply.At = line.At
	m.Replies = append(m.Replies, reply)
	m.FedBack, m.Rating = nil, nil
}

// FedBack says that the voter was told the reply (反馈).
type FedBack struct {
	How string    `json:"how"` // kiosk, phone, call, visit, letter, counter
	At  time.Time `json:"at,omitzero"`
}

// Type of the event.
func (*FedBack) Type() EventType { return "fed_back" }

func (*FedBack) class() station.Class { return station.Internal }

func (d *FedBack) check() error { return wants(d.How, "请写明怎样告诉选民的。") }

func (d *FedBack) apply(m *Matter, line Line) { m.FedBack = &FedBack{How: d.How, At: line.At} }

// Satisfaction is the voter's verdict.
type Satisfaction = station.Satisfaction

// The three faces.
const (
	Satisfied   = station.Satisfied
	SoSo        = station.SoSo
	Unsatisfied = station.Unsatisfied
)

// Rated is the voter's verdict on the reply in force.
type Rated struct {
	Satisfaction Satisfaction `json:"satisfaction"`
	Via          string       `json:"via"` // kiosk, phone, call, counter
	At           time.Time    `json:"at,omitzero"`
}

// Type of the event.
func (*Rated) Type() EventType { return "rated" }

func (*Rated) class() station.Class { return station.Internal }

func (d *Rated) check() error {
	if !d.Satisfaction.Known() {
		return station.Invalid("satisfaction_unknown", "请在三张脸里选一张。")
	}
	return nil
}

func (d *Rated) apply(m *Matter, line Line) {
	m.Rating = &Rated{Satisfaction: d.Satisfaction, Via: d.Via, At: line.At}
}

// RatingWords is what the voter added to the verdict. Personal, because people name people.
type RatingWords struct {
	Words string `json:"words"`
}

// Type of the event.
func (*RatingWords) Type() EventType { return "rating_words" }

func (*RatingWords) class() station.Class { return station.Personal }

func (d *RatingWords) check() error {
	if len([]rune(d.Words)) > 500 {
		return station.Invalid("words_long", "写得太长了，最多 500 个字。")
	}
	return wants(d.Words, "请写下您的意见。")
}

func (*RatingWords) apply(*Matter, Line) {}

// RedoOrder sends the matter back to work because the voter is not satisfied, or because it broke again (重办).
type RedoOrder struct {
	Reason string `json:"reason,omitempty"`
}

// Type of the event.
func (*RedoOrder) Type() EventType { return "redo" }

func (*RedoOrder) class() station.Class { return station.Internal }

func (*RedoOrder) check() error { return nil }

func (*RedoOrder) apply(m *Matter, line Line) {
	m.Redone++
	m.Assigned, m.Extended, m.Closed = line.At, nil, time.Time{}
}

// ClosedBy ends the work (办结).
type ClosedBy struct{}

// Type of the event.
func (*ClosedBy) Type() EventType { return "closed" }

func (*ClosedBy) class() station.Class { return station.Internal }

func (*ClosedBy) check() error { return nil }

func (*ClosedBy) apply(m *Matter, line Line) { m.Closed = line.At }

// ArchivedIn files the matter in a volume (归档).
type ArchivedIn struct {
	Volume string `json:"volume"`
}

// Type of the event.
func (*ArchivedIn) Type() EventType { return "archived" }

func (*ArchivedIn) class() station.Class { return station.Internal }

func (d *ArchivedIn) check() error { return wants(d.Volume, "请写明归入哪一卷。") }

func (d *ArchivedIn) apply(m *Matter, _ Line) { m.Volume = d.Volume }
