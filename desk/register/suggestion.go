package register

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"lianzhan/desk/casebook"
	"lianzhan/desk/door"
	"lianzhan/station"
	"lianzhan/station/proposal"
)

// Row is one suggestion as a line of the register.
type Row struct {
	ID          string           `json:"id"`
	Number      string           `json:"number"`
	Title       string           `json:"title"`
	Kind        proposal.Kind    `json:"kind"`
	KindLabel   string           `json:"kind_label"`
	Flow        proposal.Flow    `json:"flow"`
	FlowLabel   string           `json:"flow_label"`
	Tier        station.Tier     `json:"tier"`
	State       proposal.State   `json:"state"`
	Label       string           `json:"label"`
	Deputy      string           `json:"deputy"` // name of the leading one
	Unit        string           `json:"unit"`   // name of the lead unit
	SubmittedOn station.Date     `json:"submitted_on"`
	Due         *casebook.Due    `json:"due"`
	Key         bool             `json:"key"`
	Excellent   bool             `json:"excellent"`
	Supervised  bool             `json:"supervised"`
	Urges       int              `json:"urges"`
	Unapplied   int              `json:"unapplied"`
	Public      string           `json:"public"` // "none", "draft" while it waits for the second person, or "shown"
	Revision    station.Revision `json:"revision"`
}

// Detail is one suggestion whole: its sheet, where it stands on its way, and what the person may do now.
type Detail struct {
	Row       Row                  `json:"row"`
	Sheet     sheet                `json:"sheet"`
	Way       []proposal.State     `json:"way"`
	LeadUnit  string               `json:"lead_unit"` // id
	Deputies  []casebook.Named     `json:"deputies"`  // the leading one
	CoSigners []casebook.Named     `json:"co_signers"`
	CoUnits   []casebook.Named     `json:"co_units"`
	Hard      bool                 `json:"hard"`
	Matters   []casebook.Named     `json:"matters"` // it grew out of, as far as the person may read them
	Timeline  []Line               `json:"timeline"`
	Deadlines []proposal.Deadline  `json:"deadlines"`
	May       []proposal.EventType `json:"may"`
	Replies   []proposal.Reply     `json:"replies"`
	Opinions  []proposal.CoOpinion `json:"co_opinions"`
	Attitudes []proposal.Attitude  `json:"attitudes"`
	Warnings  []proposal.Warning   `json:"warnings,omitempty"` // what spoke against the move just made
}

// sheet is what of the public sheet people write by hand.
type sheet struct {
	Body     string `json:"body,omitempty"`
	Category string `json:"category,omitempty"`
	Congress string `json:"congress,omitempty"`
}

// Line is one event in words.
type Line struct {
	Event   station.Revision   `json:"event"`
	Type    proposal.EventType `json:"type"`
	At      time.Time          `json:"at"`
	Title   string             `json:"title"`
	Text    string             `json:"text"`
	By      string             `json:"by"`
	Note    string             `json:"note"`
	Applied bool               `json:"applied"`
	Why     string             `json:"why"`
}

// fold works a suggestion out under the station's own terms and holidays.
func fold(record station.Record, house *casebook.House) proposal.Proposal {
	return proposal.Fold(record).Under(house.Policy.Terms, house.Calendar)
}

// signers are the deputies of a suggestion, the leading one first.
func signers(p proposal.Proposal) []string {
	if p.Sheet.LeadDeputy == "" {
		return p.Sheet.CoSigners
	}
	return append([]string{p.Sheet.LeadDeputy}, p.Sheet.CoSigners...)
}

// opens reports whether a person may see a suggestion: those who read all matters, its deputies, its units.
func opens(who door.Who, p proposal.Proposal) bool {
	return casebook.ScopeOf(who).Opens(p.LeadUnit, p.CoUnits, signers(p))
}

// read folds a suggestion for somebody. One outside the person's sight is not there.
func (r *Room) read(who door.Who, id string) (proposal.Proposal, *casebook.House, error) {
	house, err := r.book.House()
	if err != nil {
		return proposal.Proposal{}, nil, err
	}
	record, err := r.record(station.KindSuggestion, id)
	if err != nil {
		return proposal.Proposal{}, nil, err
	}
	p := fold(record, house)
	if !opens(who, p) {
		return p, house, station.NotFound("suggestion_not_found", "没有找到这件建议。")
	}
	return p, house, nil
}

// row is a suggestion as a line of the register.
func (r *Room) row(p proposal.Proposal, house *casebook.House) Row {
	row := Row{ID: p.ID, Number: p.Number(), Title: p.Sheet.Title, Kind: p.Kind, KindLabel: p.Kind.Label(), Flow: p.Flow,
		FlowLabel: p.Flow.Label(), Tier: p.Tier, State: p.State, Label: p.State.Label(), Unit: p.Sheet.LeadUnit,
		SubmittedOn: p.SubmittedOn, Key: p.Key, Excellent: p.Excellent, Supervised: p.Supervised, Urges: p.Urges,
		Unapplied: len(p.Unapplied()), Public: "none", Revision: p.Revision}
	if p.Sheet.LeadDeputy != "" {
		row.Deputy = house.People([]string{p.Sheet.LeadDeputy})[0].Name
	}
	switch {
	case p.Public.ProposedBy != nil:
		row.Public = "draft"
	case p.Public.Released:
		row.Public = "shown"
	}
	if next, ok := p.Next(house.Policy.Terms, house.Calendar); ok {
		today := station.DateOf(r.store.Now().Time.In(station.Zone))
		row.Due = casebook.DueOf(next, casebook.DayOf(today, house.Calendar))
	}
	return row
}

// detail is a suggestion with its way and what may be done now.
func (r *Room) detail(who door.Who, p proposal.Proposal, house *casebook.House) (Detail, error) {
	d := Detail{Row: r.row(p, house), Sheet: sheet{p.Sheet.Body, p.Sheet.Category, p.Sheet.Congress}, Way: p.Flow.Way(),
		LeadUnit: p.LeadUnit, Deputies: house.People(signers(p)[:min(1, len(signers(p)))]), CoSigners: house.People(p.Sheet.CoSigners),
		CoUnits: []casebook.Named{}, Hard: p.Hard, Matters: []casebook.Named{}, Timeline: timeline(p, who, house),
		Deadlines: p.Deadlines(house.Policy.Terms, house.Calendar), May: mayNow(p, who, r.store.Now().Time),
		Replies: slices.Concat([]proposal.Reply{}, p.Replies), Opinions: slices.Concat([]proposal.CoOpinion{}, p.Opinions),
		Attitudes: slices.Concat([]proposal.Attitude{}, p.Attitudes)}
	for _, id := range p.CoUnits {
		d.CoUnits = append(d.CoUnits, casebook.Named{ID: id, Name: house.UnitName(id)})
	}
	for _, id := range p.Matters {
		row, ok, err := r.book.Row(casebook.ScopeOf(who), id)
		if err != nil {
			return d, err
		}
		if ok {
			d.Matters = append(d.Matters, casebook.Named{ID: id, Name: row.Number + " " + row.Title})
		}
	}
	return d, nil
}

func timeline(p proposal.Proposal, who door.Who, house *casebook.House) []Line {
	lines := []Line{}
	for _, l := range p.Timeline {
		if l.Type == "noted" && !who.May(station.ActNote) {
			continue
		}
		lines = append(lines, Line{Event: l.Event, Type: l.Type, At: l.At, Title: cmp.Or(titles[l.Type], string(l.Type)),
			Text: textOf(l.Data, house), By: byOf(l.By, house), Note: l.Note, Applied: l.Applied, Why: l.Why})
	}
	return lines
}

func byOf(by proposal.Actor, house *casebook.House) string {
	label := station.Role(by.Role).Label()
	switch {
	case by.Role == proposal.System.Role:
		return "系统"
	case by.Unit != "":
		label = house.UnitName(by.Unit)
	}
	return strings.TrimSpace(label + " " + by.Name)
}

// query says which suggestions are asked for; empty fields let all through.
type query struct {
	state, flow, deputy, text string // deputy by id
	late                      bool
}

// list folds every suggestion a person may see and keeps those asked for, the latest first.
func (r *Room) list(who door.Who, q query) ([]Row, error) {
	house, err := r.book.House()
	if err != nil {
		return nil, err
	}
	var records []station.Record
	if err := r.store.View(func(reader station.Reader) (err error) {
		records, err = reader.Records(station.KindSuggestion)
		return err
	}); err != nil {
		return nil, err
	}
	list := []Row{}
	for _, record := range records {
		p := fold(record, house)
		if row := r.row(p, house); opens(who, p) && q.wants(p, row) {
			list = append(list, row)
		}
	}
	slices.SortFunc(list, func(a, b Row) int {
		return cmp.Or(cmp.Compare(b.SubmittedOn, a.SubmittedOn), cmp.Compare(b.Number, a.Number), cmp.Compare(a.ID, b.ID))
	})
	return list, nil
}

func (q query) wants(p proposal.Proposal, row Row) bool {
	late := row.Due != nil && row.Due.Light == casebook.Red
	return (q.state == "" || string(row.State) == q.state) && (q.flow == "" || string(row.Flow) == q.flow) &&
		(q.deputy == "" || slices.Contains(signers(p), q.deputy)) && (!q.late || late) &&
		(q.text == "" || strings.Contains(strings.ToLower(row.Title+"\n"+row.Number+"\n"+row.Unit), strings.ToLower(q.text)))
}
