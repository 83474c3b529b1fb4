package casebook

import (
	"cmp"
	"encoding/json"
	"slices"

	"lianzhan/station"
)

// House is what surrounds the matters: the station and its offices, deputies, texts, terms and calendar.
type House struct {
	Station   station.Station
	Units     []station.Unit
	Deputies  []station.Deputy
	Templates []station.Template
	Receiving []station.ReceptionRule
	Policy    station.Policy
	Calendar  station.Calendar

	sites    map[string]Site // by branch of the tree
	units    map[string]station.Unit
	deputies map[string]string
	rules    string // what rows are counted and numbered by; when it changes, all are folded again
}

func readHouse(r station.Reader, stand Stand) (*House, error) {
	h := &House{units: map[string]station.Unit{}, deputies: map[string]string{}}
	records, err := r.Records(station.KindStation)
	if err != nil {
		return nil, err
	}
	var stations []station.Station
	if h.sites, stations, err = sitesOf(records); err != nil {
		return nil, err
	}
	h.Station, _ = station.Home(stations, "")
	if stand.County {
		if h.Station, err = office(r, stand, h.Station); err != nil {
			return nil, err
		}
	}
	entered, err := station.All[station.Holidays](r, station.KindHolidays)
	if err != nil {
		return nil, err
	}
	h.Calendar = station.StationCalendar(entered)
	if h.Policy, err = PolicyOf(r); err != nil {
		return nil, err
	}
	rules, err := json.Marshal([]any{h.Station.AreaCode, h.sites, h.Policy.Terms, entered})
	if err != nil {
		return nil, err
	}
	h.rules = string(rules)
	return h, h.readPeople(r)
}

// PolicyOf is the station's policy; the shipped one where none was written.
func PolicyOf(r station.Reader) (station.Policy, error) {
	record, err := r.Record(station.KindPolicy, station.PolicyID)
	if err != nil {
		if station.Worded(err).Class == station.FaultNotFound {
			return station.Policy{}, nil
		}
		return station.Policy{}, err
	}
	return station.Decode[station.Policy](record)
}

func (h *House) readPeople(r station.Reader) (err error) {
	if h.Units, err = station.All[station.Unit](r, station.KindUnit); err != nil {
		return err
	}
	slices.SortFunc(h.Units, func(a, b station.Unit) int { return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.ID, b.ID)) })
	if h.Deputies, err = station.All[station.Deputy](r, station.KindDeputy); err != nil {
		return err
	}
	slices.SortFunc(h.Deputies, func(a, b station.Deputy) int { return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.ID, b.ID)) })
	if h.Templates, err = station.All[station.Template](r, station.KindTemplate); err != nil {
		return err
	}
	slices.SortFunc(h.Templates, func(a, b station.Template) int {
		return cmp.Or(cmp.Compare(a.Step, b.Step), cmp.Compare(a.Order, b.Order), cmp.Compare(a.ID, b.ID))
	})
	if h.Receiving, err = station.All[station.ReceptionRule](r, station.KindReception); err != nil {
		return err
	}
	for _, u := range h.Units {
		h.units[u.ID] = u
	}
	for _, d := range h.Deputies {
		h.deputies[d.ID] = d.Name
	}
	return nil
}

// Unit is an office by its id.
func (h *House) Unit(id string) (station.Unit, bool) {
	u, ok := h.units[id]
	return u, ok
}

// UnitName is what an office is called; an unknown one is shown as it is written.
func (h *House) UnitName(id string) string {
	if u, ok := h.units[id]; ok {
		return u.Name
	}
	return id
}

// Named is a thing and what it is called.
type Named struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// People names deputies by their ids; one that is gone keeps its id.
func (h *House) People(ids []string) []Named {
	people := make([]Named, 0, len(ids))
	for _, id := range ids {
		people = append(people, Named{ID: id, Name: cmp.Or(h.deputies[id], id)})
	}
	return people
}

// Deputy reports whether a deputy of that id is known.
func (h *House) Deputy(id string) bool { return h.deputies[id] != "" }
