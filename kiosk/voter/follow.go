package voter

import (
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
	"lianzhan/station/matter"
)

// followed is what a voter sees of their matter by its query code.
type followed struct {
	Number       string              `json:"number"`
	Title        string              `json:"title"`
	Category     string              `json:"category"` // label
	State        matter.State        `json:"state"`
	Label        string              `json:"label"`
	ReceivedOn   station.Date        `json:"received_on"`
	Words        *ownWords           `json:"words,omitempty"` // only when asked for
	Steps        []step              `json:"steps"`
	Next         *next               `json:"next"`
	Unit         string              `json:"unit"`
	Reply        *replyCard          `json:"reply"`
	Rateable     bool                `json:"rateable"`
	Rating       matter.Satisfaction `json:"rating"`
	RedoPossible bool                `json:"redo_possible"`
	MergedInto   string              `json:"merged_into,omitempty"` // number
	Contact      *Contact            `json:"contact"`
	Told         bool                `json:"told"` // the voter's words are still kept
	Retention    string              `json:"retention"`
	Page         string              `json:"page"`
	Held         bool                `json:"held,omitempty"` // waits at the county for its station to come on
}

// ownWords is what the voter said, with addresses of the pictures that work for ten minutes.
type ownWords struct {
	Texts  []toldText `json:"texts"`
	Photos []string   `json:"photos"`
	Voice  string     `json:"voice"`
}

type toldText struct {
	On   station.Date `json:"on"`
	Text string       `json:"text"`
}

// Contact is who the voter said they are, masked.
type Contact struct {
	Name  string `json:"name"`
	Phone string `json:"phone"`
}

type next struct {
	Label    string       `json:"label"`
	Due      station.Date `json:"due"`
	DaysLeft int          `json:"days_left"`
	How      string       `json:"how"`
	Basis    string       `json:"basis"`
}

// replyCard is the answer card: what was decided, why not, what comes next, whom to call.
type replyCard struct {
	Decided    string       `json:"decided"`
	WhyNot     string       `json:"why_not"`
	Next       string       `json:"next"`
	Call       string       `json:"call"`
	ClassLabel string       `json:"class_label"`
	By         signer       `json:"by"`
	On         station.Date `json:"at"`
	Photos     []string     `json:"photos"`
}

type signer struct {
	Unit  string `json:"unit"`
	Name  string `json:"name"`
	Post  string `json:"post"`
	Phone string `json:"phone"`
}

// follow answers GET /api/v1/matters/{code}: twelve digits are a voter's query code, anything else the id of a matter
// everybody may see. ?words=1 adds the voter's own words.
func (v *Counter) follow(c *fiber.Ctx) error {
	code := matter.FoldQueryCode(param(c, "id"))
	if code == "" {
		return v.shownMatter(c)
	}
	site, m, err := v.find(c, code)
	if err != nil {
		return err
	}
	answer, err := v.seen(site, m, code)
	if err != nil {
		return err
	}
	if c.Query("words") == "1" {
		answer.Words = v.wordsOf(m)
	}
	return sendJSON(c, fiber.StatusOK, answer)
}

// find looks a matter up by its query code. Whether there is one takes the same work, so that the time tells nothing.
func (v *Counter) find(c *fiber.Ctx, code string) (*Site, matter.Matter, error) {
	if err := v.limits.lookup(addressOf(c), v.now()); err != nil {
		return nil, matter.Matter{}, err
	}
	site, err := v.open()
	if err != nil {
		return nil, matter.Matter{}, err
	}
	id, found := v.byCode(code)
	m, err := v.read(id)
	if err != nil {
		return nil, matter.Matter{}, err
	}
	if !found || m.State == "" {
		return nil, matter.Matter{}, unknownCode()
	}
	return site, m, nil
}

func unknownCode() error {
	return station.NotFound("code_unknown", "没有找到这个查询码，请核对 12 位数字。")
}

// seen is what the voter may know of a matter. One that was merged shows how the one it went into comes along.
func (v *Counter) seen(site *Site, m matter.Matter, code string) (followed, error) {
	leading, into := m, ""
	if m.State == matter.Merged {
		other, err := v.read(m.Into)
		if err != nil {
			return followed{}, err
		}
		if other.State != "" {
			leading, into = other, other.Number(site.Area(other.Branch))
		}
	}
	f := followed{Number: m.Number(site.Area(m.Branch)), Title: m.Title, Category: matter.CategoryLabel(m.Category), State: m.State,
		Label: m.State.Label(), Steps: stepsOf(site, m, leading), Next: nextOf(site, leading), Reply: v.cardOf(site, leading), MergedInto: into,
		Retention: retentionWords(site.Policy), Page: shout(site.Base, "/T/"+code), Told: len(m.Told) > 0 || m.WordsElsewhere()}
	if leading.LeadUnit != "" {
		f.Unit = site.Unit(leading.LeadUnit)
	}
	if len(m.Timeline) > 0 {
		f.ReceivedOn = dayOf(m.Timeline[0].At)
	}
	if m.Rating != nil {
		f.Rating = m.Rating.Satisfaction
	}
	f.Held = v.Held != nil && v.Held(m)
	f.Rateable = rateable(m)
	f.RedoPossible = f.Rateable && m.Redone == 0
	if m.Contact != nil {
		f.Contact = &Contact{Name: station.MaskName(m.Contact.Name), Phone: station.MaskPhone(m.Contact.Phone)}
	}
	return f, nil
}

// nextOf is what somebody owes the voter next, with the day and how it was counted.
func nextOf(site *Site, m matter.Matter) *next {
	var first *matter.Deadline
	for _, d := range m.Deadlines(site.Rules.Terms, site.Rules.Calendar) {
		label, owed := owedWords[d.Step]
		if owed && d.Done == "" && (first == nil || d.Due < first.Due) {
			d.Label = label
			first = &d
		}
	}
	if first == nil {
		return nil
	}
	return &next{Label: first.Label, Due: first.Due, DaysLeft: first.DaysLeft(site.Day), How: first.How, Basis: first.Basis}
}

// owedWords word what is owed to the voter. Telling them the reply is not among it: whoever reads this page knows.
var owedWords = map[matter.Step]string{
	matter.ToVerify: "核实", matter.ToAccept: "决定是否受理", matter.ToAssign: "交给单位办", matter.ToReply: "答复您", matter.HardStop: "最迟答复您",
	matter.ToRedo: "重新答复您", matter.ToRecheck1: "30天回头看", matter.ToRecheck2: "90天回头看",
}

func (v *Counter) cardOf(site *Site, m matter.Matter) *replyCard {
	r := m.Reply()
	if r == nil {
		return nil
	}
	card := &replyCard{Decided: r.Decided, WhyNot: r.WhyNot, Next: r.Next, Call: r.Call, On: dayOf(r.At),
		By: signer{Unit: site.Unit(r.By.Unit), Name: r.By.Name, Post: r.By.Post, Phone: r.By.Phone}, Photos: v.lentAll(r.Photos)}
	if card.By.Unit == "" && m.LeadUnit != "" {
		card.By.Unit = site.Unit(m.LeadUnit)
	}
	if matter.ReplyClasses.Has(r.Class) {
		card.ClassLabel = matter.ReplyClasses.Label(r.Class)
	}
	return card
}

func (v *Counter) wordsOf(m matter.Matter) *ownWords {
	words := &ownWords{Texts: []toldText{}, Photos: []string{}}
	for _, told := range m.Told {
		if told.Words != "" {
			words.Texts = append(words.Texts, toldText{On: dayOf(told.At), Text: told.Words})
		}
		words.Photos = append(words.Photos, v.lentAll(told.Photos)...)
		if told.Voice != "" {
			words.Voice = v.lent(told.Voice)
		}
	}
	return words
}

func dayOf(at time.Time) station.Date { return station.DateOf(at.In(station.Zone)) }

// param is a part of the path, copied: it belongs to the request.
func param(c *fiber.Ctx, name string) string {
	value := c.Params(name)
	return strings.Clone(strings.ReplaceAll(value, "%20", " "))
}
