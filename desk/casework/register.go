package casework

import (
	"cmp"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"lianzhan/desk/door"
	"lianzhan/station"
	"lianzhan/station/matter"
)

// Issue is one thing a visitor brings.
type Issue struct {
	Category string   `json:"category"`
	Title    string   `json:"title,omitempty"`
	Words    string   `json:"words"`
	Village  string   `json:"village,omitempty"`
	Place    string   `json:"place,omitempty"`
	Deputies []string `json:"deputies,omitempty"`
	People   int      `json:"people,omitempty"`
}

// Visit is what a person at the desk writes down for a voter: one issue or several, each of which becomes a matter.
type Visit struct {
	Issue
	Client       string          `json:"client"` // random id made by the page; the same one again is the same visit
	Channel      matter.Channel  `json:"channel"`
	Session      string          `json:"session,omitempty"`
	Visitor      int             `json:"visitor,omitempty"`
	Contact      *matter.Contact `json:"contact,omitempty"`
	Anonymous    bool            `json:"anonymous,omitempty"`
	Confidential bool            `json:"confidential,omitempty"`
	Consent      string          `json:"consent"`
	Issues       []Issue         `json:"issues,omitempty"` // the further ones
}

// Registered is what the voter takes home of one matter.
type Registered struct {
	ID     string   `json:"id"`
	Number string   `json:"number"`
	Code   string   `json:"code"` // query code, shown this once
	Masked []string `json:"masked,omitempty"`
}

const mostIssues = 20

var clientID = regexp.MustCompile(`^[0-9A-Za-z-]{16,64}$`)

// atTheDesk are the ways a matter comes in over the desk; the others have doors of their own.
var atTheDesk = []matter.Channel{matter.AtReception, matter.OnVisit, matter.ByLetter, matter.ByCall}

func (v Visit) check(r *Room) error {
	house, err := r.book.House()
	if err != nil {
		return err
	}
	switch {
	case !clientID.MatchString(v.Client):
		return station.Invalid("client_invalid", "提交的内容读不懂。")
	case !slices.Contains(atTheDesk, v.Channel):
		return station.Invalid("channel_unknown", "请选来访、走访、来信还是来电。")
	case len(v.Issues) >= mostIssues:
		return station.Invalid("issues_many", "一次最多登记 %d 件事。", mostIssues)
	case v.Contact != nil && *v.Contact != (matter.Contact{}) && v.Consent != station.ConsentVersion:
		return station.Invalid("consent_missing", "留联系方式要先请选民听过告知并同意。")
	}
	for _, id := range v.people() {
		if !house.Deputy(id) {
			return station.Invalid("deputy_unknown", "没有找到这位代表。")
		}
	}
	return r.held(v.Session)
}

func (v Visit) people() []string {
	people := slices.Clone(v.Deputies)
	for _, i := range v.Issues {
		people = append(people, i.Deputies...)
	}
	return people
}

// held refuses a reception that is in no register.
func (r *Room) held(session string) error {
	if session == "" {
		return nil
	}
	return r.store.View(func(reader station.Reader) error {
		_, err := reader.Record(station.KindSession, session)
		return err
	})
}

// Register writes a visit down: every issue a matter, all in one commit. The same visit again writes nothing and is
// answered alike.
func (r *Room) Register(ctx context.Context, who door.Who, v Visit) ([]Registered, error) {
	if err := v.check(r); err != nil {
		return nil, err
	}
	r.registry.Lock()
	defer r.registry.Unlock()
	var edits []station.Edit
	var all []Registered
	for n, issue := range append([]Issue{v.Issue}, v.Issues...) {
		one, more, err := r.register(who, v, n, issue)
		if err != nil {
			return nil, err
		}
		all, edits = append(all, one), append(edits, more...)
	}
	if len(edits) > 0 {
		if _, err := r.store.Write(ctx, who.Actor(), edits...); err != nil {
			return nil, err
		}
	}
	return all, r.number(all)
}

// register is one issue as edits; none when it is there already.
func (r *Room) register(who door.Who, v Visit, n int, issue Issue) (Registered, []station.Edit, error) {
	client := v.Client
	if n > 0 {
		client = fmt.Sprintf("%s/%d", v.Client, n)
	}
	one := Registered{ID: matter.IDFrom(client)}
	there, err := r.there(one.ID)
	if err != nil {
		return one, nil, err
	}
	if one.Code, err = r.codeOf(one.ID, there); err != nil || there.State != "" {
		return one, nil, err
	}
	var words matter.Told
	words.Words, one.Masked = station.MaskNumbers(strings.TrimSpace(issue.Words))
	registration := r.registration(who, v, issue)
	registration.CodeHash = r.codes.Hash(one.Code)
	if r.stand.County {
		registration.Series = matter.CountySeries
	}
	contact := v.Contact
	if contact != nil {
		contact.Masked = false
	}
	edits, err := matter.New(one.ID, actorFor(who, station.ActRegister), r.store.Now().Time, registration, words, contact)
	return one, edits, err
}

func (r *Room) registration(who door.Who, v Visit, issue Issue) matter.Registration {
	title, _ := station.MaskNumbers(strings.TrimSpace(issue.Title))
	place := cmp.Or(issue.Place, issue.Village)
	if title == "" {
		title = strings.Trim(place+"·"+matter.CategoryLabel(issue.Category), "·")
	}
	deputies := issue.Deputies
	if who.Deputy != "" && !slices.Contains(deputies, who.Deputy) {
		deputies = append(slices.Clone(deputies), who.Deputy)
	}
	return matter.Registration{Channel: v.Channel, Title: title, Category: issue.Category, Village: issue.Village,
		Place: issue.Place, Deputies: deputies, Session: v.Session, Visitor: v.Visitor, People: issue.People,
		WrittenBy: who.Name, Anonymous: v.Anonymous, Confidential: v.Confidential, Consent: v.Consent}
}

// there is the matter of an id; the zero one when there is none.
func (r *Room) there(id string) (m matter.Matter, err error) {
	err = r.store.View(func(reader station.Reader) error {
		record, err := reader.Record(station.KindMatter, id)
		if err == nil {
			m = matter.Fold(record)
		}
		return err
	})
	if err != nil && station.Worded(err).Class == station.FaultNotFound {
		return matter.Matter{}, nil
	}
	return m, err
}

const mostTries = 16

// codeOf is the query code of a matter: the one it has, or the first that no other has.
func (r *Room) codeOf(id string, there matter.Matter) (string, error) {
	exists := station.Conflict("matter_exists", "这件事已经登记过了。")
	if there.State != "" {
		code, found := r.codes.Of(there)
		if !found {
			return "", exists
		}
		return code, nil
	}
	for try := range mostTries {
		code := r.codes.Code(id, try)
		if taken, err := r.book.Taken(r.codes.Hash(code), id); err != nil || !taken {
			return code, err
		}
	}
	return "", exists
}

// number reads the numbers the book gave.
func (r *Room) number(all []Registered) error {
	house, err := r.book.House()
	if err != nil {
		return err
	}
	for i := range all {
		m, err := r.there(all[i].ID)
		if err != nil {
			return err
		}
		all[i].Number = house.NumberOf(m)
	}
	return nil
}
