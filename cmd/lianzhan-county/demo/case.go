package demo

import (
	"fmt"
	"time"

	"lianzhan/station"
	"lianzhan/station/matter"
)

// ending says how far a matter has come.
type ending int

const (
	waiting   ending = iota // registered, nobody decided
	taken                   // accepted and given to a unit
	finished                // rated and closed, looked at again with all the others of the year
	rechecked               // looked at again after a month
	declined
)

// brought is one matter a voter brings, and its way.
type brought struct {
	site     int
	on       station.Date
	category string
	channel  matter.Channel
	unit     int
	days     int // from registration to reply
	class    matter.ReplyClass
	verdict  matter.Satisfaction
	end      ending
	relapse  bool   // the look back finds it broken again
	told     bool   // everybody may read what became of it
	escalate string // to whom it is reported on its way, and answered
	advice   string // title of the suggestion it becomes, answered well
}

var (
	voter   = matter.Voter
	officer = matter.Actor{Role: string(station.RoleOfficer), Account: "demo-officer"}
	master  = matter.Actor{Role: string(station.RoleMaster), Account: "demo-master"}
)

// bring tells the way of one matter, step by step.
func (t *town) bring(c brought) {
	id := t.id("m")
	place := t.siteScope(c.site)
	t.on(c.on, func(at time.Time) error {
		r := matter.Registration{Channel: c.channel, Category: c.category, Title: matter.CategoryLabel(c.category), Village: t.sites[c.site].area}
		edits, err := matter.New(id, voter, at, r, matter.Told{Words: "（演示）"}, nil)
		if err != nil {
			return err
		}
		return t.box.write(at, place, edits...)
	})
	for _, s := range t.way(c) {
		t.on(c.on.AddDays(s.after), func(at time.Time) error { return t.step(at, place, id, s.moves) })
	}
	if c.advice != "" {
		t.advise(c, id, place)
	}
}

// stage is what happens to a matter some days after it came.
type stage struct {
	after int
	moves []matter.Move
}

func (t *town) way(c brought) []stage {
	if c.end == waiting {
		return nil
	}
	if c.end == declined {
		return []stage{{1, []matter.Move{{By: master, Data: &matter.Declined{Reason: "petition", Advice: "请向信访部门提出。", Told: "call"}}}}}
	}
	unit := matter.Actor{Role: string(station.RoleUnit), Account: "demo-unit", Unit: t.unitID(c.unit)}
	start := min(1, c.days)
	way := []stage{{start, []matter.Move{
		{By: master, Data: &matter.AcceptedBy{}},
		{By: officer, Data: &matter.Classification{Category: c.category, Grade: matter.Ordinary}},
		{By: master, Data: &matter.Assignment{LeadUnit: t.unitID(c.unit), Opinion: "请按规定办理，按期答复。"}},
		{By: unit, Data: &matter.Started{}}}}}
	if c.escalate != "" {
		way = append(way, stage{start, []matter.Move{{By: master, Data: &matter.Escalation{To: c.escalate, Text: "涉及面较大，报请研究。"}}}},
			stage{c.days, []matter.Move{{By: master, Data: &matter.EscalationAnswer{Result: "已研究并作出决定。"}}}})
	}
	if c.end == taken {
		return way
	}
	return append(way, t.finish(c, unit)...)
}

// finish is the way from the reply to the look back.
func (t *town) finish(c brought, unit matter.Actor) []stage {
	reply := &matter.Reply{Class: c.class, Form: "oral", Decided: "已经到现场处理。", By: matter.Signer{Unit: t.unitID(c.unit), Name: "承办人"}}
	if c.class == "C" {
		reply.WhyNot = "要等上级计划安排。"
	}
	way := []stage{{c.days, []matter.Move{{By: unit, Data: reply}, {By: officer, Data: &matter.FedBack{How: "call"}}}}}
	end := []matter.Move{}
	if c.verdict == matter.Unsatisfied {
		return append(way, again(c, unit, reply)...)
	}
	if c.verdict != "" {
		end = append(end, matter.Move{By: voter, Data: &matter.Rated{Satisfaction: c.verdict, Via: "kiosk"}})
	}
	end = append(end, matter.Move{By: officer, Data: &matter.ClosedBy{}})
	if c.told {
		end = append(end, t.published(c)...)
	}
	way = append(way, stage{c.days + 1, end})
	look := c.days + 31
	if c.end == finished {
		look = c.toNewYear()
	}
	return append(way, lookBack(look, 30, !c.relapse), lookBack(look+60, 90, true))
}

// published is the text for everybody: one person writes it, another releases it.
func (t *town) published(c brought) []matter.Move {
	area, topic := t.sites[c.site].area, matter.CategoryLabel(c.category)
	return []matter.Move{{By: officer, Data: &matter.PublicDraft{Title: area + "：" + topic, Text: "选民反映" + area + "的" + topic + "问题。", Place: area, Result: "已经到现场处理。"}},
		{By: master, Data: &matter.Released{}}}
}

// lookBack is when somebody goes to see whether it holds, a month or three after closing.
func lookBack(day, after int, holds bool) stage {
	return stage{day, []matter.Move{{By: officer, Data: &matter.Rechecked{After: after, Holds: holds, Text: "到现场看过。"}}}}
}

// toNewYear is how many days pass until the middle of the January after next month.
func (c brought) toNewYear() int {
	start := c.on.Time()
	year := start.AddDate(0, 0, c.days+45).Year() + 1
	return int(time.Date(year, time.January, 15, 0, 0, 0, 0, time.UTC).Sub(start).Hours() / 24)
}

// again is the way of a voter who is not satisfied: handled once more, and still not as hoped.
func again(c brought, unit matter.Actor, reply *matter.Reply) []stage {
	second := *reply
	second.Class, second.WhyNot = "C", "要等上级计划安排。"
	bad := matter.Move{By: voter, Data: &matter.Rated{Satisfaction: matter.Unsatisfied, Via: "kiosk"}}
	return []stage{{c.days + 1, []matter.Move{bad, {By: master, Data: &matter.RedoOrder{Reason: "选民不满意。"}}}},
		{c.days + 9, []matter.Move{{By: unit, Data: &second}, {By: officer, Data: &matter.FedBack{How: "visit"}}}},
		{c.days + 10, []matter.Move{bad, {By: officer, Data: &matter.ClosedBy{}}}},
		lookBack(c.days+40, 30, true), lookBack(c.days+100, 90, true)}
}

// step writes what happens to a matter at one moment, by the rules a real one must pass.
func (t *town) step(at time.Time, place, id string, moves []matter.Move) error {
	m := matter.Fold(t.box.record(station.KindMatter, id))
	edits, err := m.Edits(moves...)
	if err != nil {
		return fmt.Errorf("%s, %s: %w", id, m.State, err)
	}
	return t.box.write(at, place, edits...)
}
