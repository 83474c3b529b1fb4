package proposal

import (
	"slices"
	"strings"

	"lianzhan/station"
)

// Assignment gives the suggestion to the units that must handle it (交办).
type Assignment struct {
	LeadUnit string   `json:"lead_unit"`           // unit id (主办)
	LeadName string   `json:"lead_name,omitempty"` // the unit as the public sheet names it
	CoUnits  []string `json:"co_units,omitempty"`  // unit ids (会办)
	Hard     bool     `json:"hard,omitempty"`      // wide or difficult: six months (代表法 art. 51)
	Opinion  string   `json:"opinion,omitempty"`   // 交办意见
}

// Type of the event.
func (*Assignment) Type() EventType { return "assigned" }

func (d *Assignment) check() error {
	switch {
	case d.LeadUnit == "":
		return station.Invalid("lead_unit_missing", "请选主办单位。")
	case slices.Contains(d.CoUnits, d.LeadUnit):
		return station.Invalid("co_unit_leads", "主办单位不能同时是会办单位。")
	}
	return nil
}

// apply starts the clock anew only for another lead unit: naming the same one again must not win it time.
func (d *Assignment) apply(p *Proposal, line Line) {
	if p.LeadUnit != d.LeadUnit || p.AssignedOn == "" {
		p.AssignedOn, p.Extended, p.GivenDue = dateOf(line.At), nil, ""
	}
	p.LeadUnit, p.LeadName, p.CoUnits, p.Hard, p.SentBackOn = d.LeadUnit, d.LeadName, d.CoUnits, d.Hard, ""
	if p.LeadName == "" {
		p.LeadName = d.LeadUnit
	}
}

// NotOurs is the lead unit's word that the suggestion is not theirs (退办).
type NotOurs struct {
	Reason string `json:"reason"`
}

// Type of the event.
func (*NotOurs) Type() EventType { return "sent_back" }

func (d *NotOurs) check() error { return wants(d.Reason, "退办必须写明理由。") }

func (*NotOurs) apply(p *Proposal, line Line) {
	p.LeadUnit, p.LeadName, p.CoUnits, p.Hard = "", "", nil, false
	p.AssignedOn, p.Extended, p.GivenDue, p.SentBackOn = "", nil, "", dateOf(line.At)
}

// CoOpinion is what a co-unit tells the lead unit (会办意见).
type CoOpinion struct {
	Unit string       `json:"unit"` // unit id
	Text string       `json:"text"`
	On   station.Date `json:"on,omitempty"` // filled by Fold
}

// Type of the event.
func (*CoOpinion) Type() EventType { return "co_opinion" }

func (d *CoOpinion) check() error {
	if d.Unit == "" {
		return station.Invalid("co_unit_missing", "请选是哪个会办单位的意见。")
	}
	return wants(d.Text, "请写下会办意见。")
}

func (d *CoOpinion) apply(p *Proposal, line Line) {
	opinion := *d
	opinion.On = dateOf(line.At)
	if said := p.opinionOf(d.Unit); said != nil {
		opinion.On = said.On // the first day counts against the term, the last word counts in substance
		*said = opinion
		return
	}
	p.Opinions = append(p.Opinions, opinion)
}

// Consultation is a talk with the deputies before the reply (沟通、面商; 代表法 art. 51).
type Consultation struct {
	How  string       `json:"how"` // code of Ways
	Text string       `json:"text,omitempty"`
	On   station.Date `json:"on,omitempty"` // filled by Fold
}

// Ways are the ways to consult a deputy (浙江省代表建议办理规定, 2016, art. 17).
var Ways = station.Choices[string]{
	{ID: "in_person", Label: "面商"}, {ID: "visit", Label: "走访"}, {ID: "research", Label: "调研"}, {ID: "meeting", Label: "座谈"},
	{ID: "call", Label: "电话"}, {ID: "mail", Label: "邮件或短信"},
}

// Type of the event.
func (*Consultation) Type() EventType { return "consulted" }

func (d *Consultation) check() error {
	if !Ways.Has(d.How) {
		return station.Invalid("way_unknown", "请选怎样和代表沟通的。")
	}
	return nil
}

func (d *Consultation) apply(p *Proposal, line Line) {
	p.Consulted = append(p.Consulted, Consultation{How: d.How, Text: d.Text, On: dateOf(line.At)})
}

// Extension moves the day of the reply (延期).
type Extension struct {
	To         station.Date `json:"to"`
	Reason     string       `json:"reason"`
	ApprovedBy string       `json:"approved_by"`
}

// Type of the event.
func (*Extension) Type() EventType { return "extended" }

func (d *Extension) check() error {
	switch {
	case !d.To.Full():
		return station.Invalid("date_invalid", "延期到哪一天读不懂，请写成 2026-01-31。")
	case strings.TrimSpace(d.ApprovedBy) == "":
		return station.Invalid("approval_missing", "延期要写明谁批准的。")
	}
	return wants(d.Reason, "延期必须写明理由。")
}

func (d *Extension) apply(p *Proposal, _ Line) { extended := *d; p.Extended = &extended }
