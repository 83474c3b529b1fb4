package matter

import (
	"strings"
	"time"

	"lianzhan/station"
)

// Assignment hands the matter to the units that must act (交办), or to others (转办).
type Assignment struct {
	LeadUnit string   `json:"lead_unit"` // unit id (主办)
	CoUnits  []string `json:"co_units,omitempty"`
	Opinion  string   `json:"opinion,omitempty"` // 拟办意见
}

// Type of the event.
func (*Assignment) Type() EventType { return "assigned" }

func (*Assignment) class() station.Class { return station.Internal }

func (d *Assignment) check() error {
	if d.LeadUnit == "" {
		return station.Invalid("lead_unit_missing", "请选主办单位。")
	}
	return nil
}

func (d *Assignment) apply(m *Matter, line Line) {
	m.LeadUnit, m.CoUnits, m.Opinion, m.Assigned = d.LeadUnit, d.CoUnits, d.Opinion, line.At
}

// SentBackBy is a unit's word that the matter is not theirs (退办).
type SentBackBy struct {
	Reason string `json:"reason"`
}

// Type of the event.
func (*SentBackBy) Type() EventType { return "sent_back" }

func (*SentBackBy) class() station.Class { return station.Internal }

func (d *SentBackBy) check() error { return wants(d.Reason, "退办必须写明理由。") }

func (*SentBackBy) apply(*Matter, Line) {}

// Started is a unit's word that it is at work.
type Started struct{}

// Type of the event.
func (*Started) Type() EventType { return "handling" }

func (*Started) class() station.Class { return station.Internal }

func (*Started) check() error { return nil }

func (*Started) apply(*Matter, Line) {}

// Extended moves the day of the reply (延期).
type Extended struct {
	To         station.Date `json:"to"`
	Reason     string       `json:"reason"`
	ApprovedBy string       `json:"approved_by"`
}

// Type of the event.
func (*Extended) Type() EventType { return "extended" }

func (*Extended) class() station.Class { return station.Internal }

func (d *Extended) check() error {
	switch {
	case !d.To.Full():
		return station.Invalid("date_invalid", "延期到哪一天读不懂，请写成 2026-01-31。")
	case strings.TrimSpace(d.ApprovedBy) == "":
		return station.Invalid("approval_missing", "延期要写明谁批准的。")
	}
	return wants(d.Reason, "延期必须写明理由。")
}

func (d *Extended) apply(m *Matter, _ Line) { extended := *d; m.Extended = &extended }

// Pause is a stretch in which the voter, not the office, had to move.
type Pause struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to,omitzero"`
	Why  string    `json:"why"`
}

// PausedFor stops the clock while the voter must bring something.
type PausedFor struct {
	Why string `json:"why"`
}

// Type of the event.
func (*PausedFor) Type() EventType { return "paused" }

func (*PausedFor) class() station.Class { return station.Internal }

func (d *PausedFor) check() error { return wants(d.Why, "请写明等选民补充什么。") }

func (d *PausedFor) apply(m *Matter, line Line) {
	m.Pauses = append(m.Pauses, Pause{From: line.At, Why: d.Why})
}

// Resumed lets the clock run again.
type Resumed struct{}

// Type of the event.
func (*Resumed) Type() EventType { return "resumed" }

func (*Resumed) class() station.Class { return station.Internal }

func (*Resumed) check() error { return nil }

func (*Resumed) apply(m *Matter, line Line) { m.Pauses[len(m.Pauses)-1].To = line.At }

// wants is the check of a field that must say something.
func wants(text, sentence string) error {
	if strings.TrimSpace(text) == "" {
		return station.Invalid("reason_missing", "%s", sentence)
	}
	return nil
}
