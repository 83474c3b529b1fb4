package casework

import (
	"encoding/json"
	"slices"

	"lianzhan/desk/casebook"
	"lianzhan/desk/door"
	"lianzhan/station"
	"lianzhan/station/matter"
)

// actorFor is the person as the books show them, in the role that lets them do a thing.
func actorFor(who door.Who, act station.Action) matter.Actor {
	by := matter.Actor{Account: who.Account, Name: who.Name}
	for _, role := range who.Roles {
		// Who keeps the county's platform is no station's master: where both roles open a thing, it is the county that acts.
		if station.May([]station.Role{role}, act) && (by.Role == "" || role == station.RoleCounty) {
			by.Role = string(role)
		}
	}
	if by.Role == string(station.RoleUnit) {
		by.Unit = who.Unit
	}
	return by
}

// mayNow lists the types of event this person may write to a matter now, each asked of the matter's own rules.
func (r *Room) mayNow(m matter.Matter, who door.Who) []matter.EventType {
	may := []matter.EventType{}
	for kind, s := range steps {
		act, allowed := s.allowed(kind, who)
		if !allowed || !r.mayHere(m, kind) || kind == "proposed" || kind == "deputy_view" && !addressed(m, who) || kind == "rating_words" && m.Rating == nil {
			continue
		}
		if m.Check(matter.Move{By: actorFor(who, act), Data: s.probe(m)}) == nil {
			may = append(may, kind)
		}
	}
	slices.Sort(may)
	return may
}

// mayPropose lists the steps this person may propose now, since they may not take them.
func mayPropose(m matter.Matter, who door.Who) []matter.EventType {
	may := []matter.EventType{}
	for _, kind := range matter.Proposable {
		data, err := json.Marshal(steps[kind].probe(m))
		if err != nil || !who.May(proposing[kind]) || who.May(steps[kind].act) {
			continue
		}
		proposed := matter.Proposed{For: kind, Text: something, Step: data}
		if m.Check(matter.Move{By: actorFor(who, proposing[kind]), Data: &proposed}) == nil {
			may = append(may, kind)
		}
	}
	return may
}

// mayHere reports whether a step may be taken from this desk. The private remarks of a station are its own.
func (r *Room) mayHere(m matter.Matter, kind matter.EventType) bool {
	return r.stand.Knows(m, kind) && !(kind == "noted" && r.stand.Below(m))
}

func addressed(m matter.Matter, who door.Who) bool {
	return who.Deputy != "" && slices.Contains(m.Deputies, who.Deputy)
}

func missing() error { return station.NotFound("matter_not_found", "没有找到这件事。") }

// read folds a matter for somebody. One outside the person's scope is not there.
func (r *Room) read(who door.Who, id string) (m matter.Matter, record station.Record, err error) {
	err = r.store.View(func(reader station.Reader) (err error) {
		record, err = reader.Record(station.KindMatter, id)
		return err
	})
	if err != nil {
		if station.Worded(err).Class == station.FaultNotFound {
			err = missing()
		}
		return m, record, err
	}
	if m = matter.Fold(record); m.State == "" || !casebook.ScopeOf(who).Opens(m.LeadUnit, m.CoUnits, m.Deputies) {
		return matter.Matter{}, station.Record{}, missing()
	}
	return m, record, nil
}
