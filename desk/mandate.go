package desk

import (
	"reflect"
	"slices"

	"lianzhan/station"
)

// specialFields are words an officer writes for a deputy that stand for dated memberships.
var specialFields = []string{"tier", "area", "term", "group", "station", "council", "ended"}

// applySpecial opens and ends memberships of a deputy as the words say. Earlier ones stay, with an end date.
func applySpecial(r station.Reader, thing station.Thing, words []Assignment, today station.Date) error {
	deputy, ok := thing.(*station.Deputy)
	if !ok {
		return assignSpecial(r, thing, words)
	}
	congress := station.Membership{In: station.BodyCongress}
	for _, w := range words {
		switch w.Field {
		case "tier":
			congress.Tier = station.Tier(w.Value)
		case "area":
			congress.Area = w.Value
		case "term":
			congress.Term = w.Value
		case "group", "station":
			if err := joinBody(r, deputy, w, today); err != nil {
				return err
			}
		case "council":
			if err := sitInCouncil(deputy, w, today); err != nil {
				return err
			}
		case "ended":
			if err := endMandates(deputy, station.Date(w.Value)); err != nil {
				return err
			}
		}
	}
	return takeSeat(deputy, congress, today)
}

// assignSpecial handles the same words where they are plain fields, as a reception rule's station.
func assignSpecial(r station.Reader, thing station.Thing, words []Assignment) error {
	rule, ok := thing.(*station.ReceptionRule)
	for _, w := range words {
		if !ok || w.Field != "station" {
			return station.Invalid("field_unknown", "没有“%s”这一项。", w.Field)
		}
		record, err := Find(r, station.KindStation, w.Value)
		if err != nil {
			return err
		}
		rule.Station = record.ID
	}
	return nil
}

// takeSeat gives the deputy a mandate of the tier, or corrects the one held; other tiers stay.
func takeSeat(d *station.Deputy, seat station.Membership, today station.Date) error {
	if seat.Tier == "" {
		if seat.Area != "" || seat.Term != "" {
			return station.Invalid("tier_missing", "写选区或届次时，请同时写 tier=（%v 之一）。", station.Tiers)
		}
		return nil
	}
	for i, m := range d.Memberships {
		if m.In == station.BodyCongress && m.Tier == seat.Tier && m.Holds(today) {
			if seat.Area != "" {
				d.Memberships[i].Area = seat.Area
			}
			if seat.Term != "" {
				d.Memberships[i].Term = seat.Term
			}
			return nil
		}
	}
	d.Memberships = append(d.Memberships, seat)
	return nil
}

func joinBody(r station.Reader, d *station.Deputy, w Assignment, today station.Date) error {
	body, kind := station.BodyGroup, station.KindGroup
	if w.Field == "station" {
		body, kind = station.BodyStation, station.KindStation
	}
	record, err := Find(r, kind, w.Value)
	if err != nil {
		return err
	}
	held, was := d.In(body, today)
	if was && held.Of == record.ID {
		return nil
	}
	next := station.Membership{In: body, Of: record.ID}
	if was {
		next.StartDate = today
		i := slices.Index(d.Memberships, held)
		d.Memberships[i].EndDate = today.AddDays(-1)
	}
	d.Memberships = append(d.Memberships, next)
	return nil
}

// sitInCouncil makes somebody a member of the street's deliberation council (议政代表), or ends that.
func sitInCouncil(d *station.Deputy, w Assignment, today station.Date) error {
	raw, err := valueOf(reflect.TypeFor[bool](), w)
	if err != nil {
		return err
	}
	held, sits := d.In(station.BodyCouncil, today)
	switch wanted := string(raw) == "true"; {
	case wanted && !sits:
		d.Memberships = append(d.Memberships, station.Membership{In: station.BodyCouncil})
	case !wanted && sits:
		d.Memberships[slices.Index(d.Memberships, held)].EndDate = today.AddDays(-1)
	}
	return nil
}

// endMandates ends every open mandate on a day: the last day it held (代表法 art. 61-62).
func endMandates(d *station.Deputy, last station.Date) error {
	if len(last) != len("2006-01-02") || !last.Valid() {
		return station.Invalid("date_invalid", "任期结束的日期“%s”读不懂，请写成 2026-01-31。", last)
	}
	for i, m := range d.Memberships {
		if (m.In == station.BodyCongress || m.In == station.BodyCouncil) && (m.EndDate == "" || m.EndDate.After(last)) {
			d.Memberships[i].EndDate = last
		}
	}
	return nil
}
