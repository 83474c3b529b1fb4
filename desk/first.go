package desk

import (
	"cmp"
	"slices"

	"github.com/gofiber/fiber/v2"

	"lianzhan/desk/casebook"
	"lianzhan/desk/casework"
	"lianzhan/desk/door"
	"lianzhan/station"
	"lianzhan/station/matter"
	"lianzhan/station/proposal"
)

// first is what the page must know before it can draw anything.
type first struct {
	Me             me                                 `json:"me"`
	May            []station.Action                   `json:"may"`
	Station        house                              `json:"station"`
	Units          []station.Unit                     `json:"units"`
	Deputies       []casebook.Named                   `json:"deputies"`
	Templates      []station.Template                 `json:"templates"`
	Categories     []matter.Category                  `json:"categories"`
	Grades         station.Choices[matter.Grade]      `json:"grades"`
	States         station.Choices[matter.State]      `json:"states"`
	Channels       station.Choices[matter.Channel]    `json:"channels"`
	DeclineReasons station.Reasons                    `json:"decline_reasons"`
	Escalations    station.Choices[string]            `json:"escalations"`
	ReplyClasses   station.Choices[matter.ReplyClass] `json:"reply_classes"`
	Ways           station.Choices[string]            `json:"ways"`
	Suggestions    suggestionWords                    `json:"suggestions"`
	Villages       []string                           `json:"villages"`
	Consent        string                             `json:"consent"`
	Today          station.Date                       `json:"today"`
	Policy         policySummary                      `json:"policy"`
	Counts         map[string]int                     `json:"counts"`

	County bool         `json:"county,omitempty"` // this desk stands at a county
	Scope  string       `json:"scope,omitempty"`  // branch of the tree this person works in
	Scopes []branchName `json:"scopes,omitempty"` // branches to choose from, the widest first
}

// branchName is a branch of the tree and the name of the box that stands at it.
type branchName struct {
	Scope string `json:"scope"`
	Name  string `json:"name"`
}

// me is the person at the page.
type me struct {
	ID         string         `json:"id"`
	Login      string         `json:"login"`
	Name       string         `json:"name"`
	Roles      []station.Role `json:"roles"`
	RoleLabels []string       `json:"role_labels"`
	Unit       string         `json:"unit,omitempty"`
	Deputy     string         `json:"deputy,omitempty"`
}

type house struct {
	Name     string `json:"name"`
	AreaCode string `json:"area_code,omitempty"`
}

type policySummary struct {
	Security string `json:"security"`
	Printer  bool   `json:"printer"`
}

// suggestionWords are what a deputy's suggestion is described by.
type suggestionWords struct {
	Flows         station.Choices[proposal.Flow]  `json:"flows"`
	Kinds         station.Choices[proposal.Kind]  `json:"kinds"`
	States        station.Choices[proposal.State] `json:"states"`
	ReturnReasons station.Reasons                 `json:"return_reasons"`
	Ways          station.Choices[string]         `json:"ways"`
}

// getFirst answers GET /api/v1/desk/first. Who may see no matter gets no lists of people either.
func (r *Room) getFirst(c *fiber.Ctx) error {
	who := door.WhoOf(c)
	if err := casebook.Settled(who); err != nil {
		return err
	}
	h, err := r.book.House()
	if err != nil {
		return err
	}
	f := first{Me: meOf(who), May: station.Permitted(who.Roles), Station: house{h.Station.Name, h.Station.AreaCode},
		Units: []station.Unit{}, Deputies: []casebook.Named{}, Templates: []station.Template{}, Categories: matter.Categories,
		Grades: matter.Grades, States: matter.States, Channels: matter.Channels, DeclineReasons: matter.DeclineReasons,
		Escalations: matter.EscalationSteps, ReplyClasses: matter.ReplyClasses, Ways: casework.Ways,
		Suggestions: suggestionWords{proposal.Flows, proposal.Kinds, proposal.States, proposal.ReturnReasons, proposal.Ways},
		Villages:    []string{}, Consent: station.ConsentVersion,
		Today:  station.DateOf(r.store.Now().Time.In(station.Zone)),
		Policy: policySummary{Security: cmp.Or(h.Policy.Security, "asvs"), Printer: h.Policy.Printer != ""}}
	scope := casebook.ScopeOf(who)
	if scope.Any() || who.May(station.ActManageAccounts) {
		f.Units = append(f.Units, h.Units...)
		f.Templates = append(f.Templates, h.Templates...)
		f.Villages = append(f.Villages, h.Station.Villages...)
		for _, d := range h.Deputies {
			f.Deputies = append(f.Deputies, casebook.Named{ID: d.ID, Name: d.Name})
		}
	}
	page, err := r.book.List(scope, casebook.Query{})
	if err != nil {
		return err
	}
	f.Counts = page.Facets["state"]
	if f.County, f.Scope = r.stand.County, who.Scope; f.County {
		f.Scopes, err = r.branches()
	}
	if err != nil {
		return err
	}
	return c.JSON(f)
}

func meOf(who door.Who) me {
	m := me{ID: who.Account, Login: who.Login, Name: who.Name, Roles: who.Roles, Unit: who.Unit, Deputy: who.Deputy}
	m.RoleLabels = station.RoleWords(who.Roles, who.Scope)
	return m
}

// branches are the branches of the tree this desk knows.
func (r *Room) branches() (list []branchName, err error) {
	err = r.store.View(func(reader station.Reader) error {
		nodes, err := station.All[station.Node](reader, station.KindNode)
		for _, n := range nodes {
			list = append(list, branchName{n.Scope, n.Name})
		}
		return err
	})
	slices.SortFunc(list, func(a, b branchName) int { return cmp.Compare(a.Scope, b.Scope) })
	return list, err
}
