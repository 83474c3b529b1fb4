package demo

import (
	"fmt"
	"time"

	"lianzhan/station"
	"lianzhan/station/matter"
	"lianzhan/station/proposal"
)

// advise turns a matter into a suggestion the day after it was accepted, and takes it through review, reply and the
// deputy's word.
func (t *town) advise(c brought, of, place string) {
	deputy := t.deputyID((t.n["m"] * 7) % t.congress())
	var id string
	t.on(c.on.AddDays(max(2, c.days+1)), func(at time.Time) error {
		sheet := station.Suggestion{Title: c.advice, Body: "情况：选民多次反映。分析：一直没有专门的安排。意见：请列入计划，明确时间和责任单位。", LeadDeputy: deputy, Category: "城建环资"}
		made, err := proposal.Convert(of, sheet, proposal.Submission{Flow: proposal.TownBetween, Tier: station.Township, Kind: proposal.Advice, Publish: true}, of)
		if err != nil {
			return err
		}
		id = made.ID
		edits, err := made.Edits(presidium, at)
		if err != nil {
			return err
		}
		if err := t.box.write(at, place, edits...); err != nil {
			return err
		}
		return t.step(at, place, of, []matter.Move{{By: master, Data: &matter.Conversion{Suggestion: id}}})
	})
	unit := proposal.Actor{Role: string(station.RoleUnit), Account: "demo-unit", Unit: t.unitID(c.unit)}
	class := []proposal.ReplyClass{"A", "B"}[t.n["m"]%2]
	for _, s := range []struct {
		after int
		by    proposal.Actor
		data  proposal.Data
	}{
		{4, presidium, &proposal.Review{To: &proposal.Assignment{LeadUnit: t.unitID(c.unit), LeadName: t.name + t.units[c.unit]}}},
		{5, presidium, &proposal.Told{How: "电话告知"}},
		{25, unit, &proposal.Reply{Class: class, Text: "已经列入计划并开始实施。", Signer: "负责人", Sealed: true}},
		{30, presidium, &proposal.Attitude{Deputy: deputy, Satisfaction: proposal.Satisfied}},
		{31, presidium, &proposal.ClosedBy{}},
	} {
		t.on(c.on.AddDays(max(2, c.days+1)+s.after), func(at time.Time) error { return t.press(at, place, id, s.by, s.data) })
	}
}

var presidium = proposal.Actor{Role: string(station.RolePresidium), Account: "demo-presidium"}

func (t *town) press(at time.Time, place, id string, by proposal.Actor, data proposal.Data) error {
	p := proposal.Fold(t.box.record(station.KindSuggestion, id))
	edits, err := p.Edits(proposal.Move{By: by, At: at, Data: data})
	if err != nil {
		return fmt.Errorf("%s, %s: %w", id, p.State, err)
	}
	return t.box.write(at, place, edits...)
}

// congress is how many of the town's people are deputies of a congress.
func (t *town) congress() int { return t.people - t.councillors }
