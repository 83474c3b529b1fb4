package voter

import (
	"context"
	"slices"

	"github.com/gofiber/fiber/v2"

	"lianzhan/kiosk/intake"
	"lianzhan/station"
	"lianzhan/station/matter"
)

const (
	longestComment = 500 // characters, as station/matter holds them
	mostAttempts   = 4   // when somebody else writes to the same matter meanwhile
	mostMore       = 20  // additions to one matter
)

// rating is the verdict of a voter.
type rating struct {
	Satisfaction matter.Satisfaction `json:"satisfaction"`
	Words        string              `json:"words"`
	Via          string              `json:"via"` // kiosk or phone
}

// rateable reports whether the voter may judge the reply in force. A reply nobody told them of yet is told by this page.
func rateable(m matter.Matter) bool {
	return m.Rating == nil && m.Reply() != nil && slices.Contains([]matter.State{matter.Replied, matter.FedBackTo, matter.Closed}, m.State)
}

// rate answers POST /api/v1/matters/{code}/rating.
func (v *Counter) rate(c *fiber.Ctx) error {
	asked, err := readJSON[rating](c)
	if err != nil {
		return err
	}
	return v.change(c, func(site *Site, m matter.Matter) (matter.Matter, error) {
		if asked.Via, err = v.via(c); err != nil {
			return m, err
		}
		return v.judge(c.Context(), m, asked)
	})
}

// via is how the voter spoke: at the station's terminal or on a telephone of their own.
func (v *Counter) via(c *fiber.Ctx) (string, error) {
	id, err := v.device(c)
	if id != "" {
		return "kiosk", err
	}
	return "phone", err
}

// change lets fn alter the matter of a query code and answers with what it is then.
func (v *Counter) change(c *fiber.Ctx, fn func(*Site, matter.Matter) (matter.Matter, error)) error {
	code := matter.FoldQueryCode(param(c, "id"))
	if code == "" {
		return unknownCode()
	}
	site, m, err := v.find(c, code)
	if err != nil {
		return err
	}
	if m, err = fn(site, m); err != nil {
		return err
	}
	answer, err := v.seen(site, m, code)
	if err != nil {
		return err
	}
	return sendJSON(c, fiber.StatusOK, answer)
}

// judge writes a verdict down. "Not satisfied" sends the matter back to work in the same commit, once.
func (v *Counter) judge(ctx context.Context, m matter.Matter, asked rating) (matter.Matter, error) {
	words, _, err := intake.Words(asked.Words, longestComment)
	if err != nil {
		return m, err
	}
	return v.append(ctx, m, func(m matter.Matter) ([]station.Edit, error) {
		var moves []matter.Move
		if m.State == matter.Replied {
			moves = append(moves, byVoter(&matter.FedBack{How: asked.Via}))
		}
		moves = append(moves, byVoter(&matter.Rated{Satisfaction: asked.Satisfaction, Via: asked.Via}))
		if words != "" {
			moves = append(moves, byVoter(&matter.RatingWords{Words: words}))
		}
		if asked.Satisfaction == matter.Unsatisfied && m.Redone == 0 {
			moves = append(moves, byVoter(&matter.RedoOrder{}))
		}
		return m.Edits(moves...)
	})
}

func byVoter(data matter.Data) matter.Move { return matter.Move{By: matter.Voter, Data: data} }

// append writes edits worked out from the newest state of a matter, again when somebody else was quicker.
func (v *Counter) append(ctx context.Context, m matter.Matter, edits func(matter.Matter) ([]station.Edit, error)) (matter.Matter, error) {
	for attempt := 1; ; attempt++ {
		list, err := edits(m)
		if err != nil {
			return m, err
		}
		if len(list) == 0 {
			return m, nil
		}
		_, err = v.Store.Write(ctx, actor, list...)
		if err != nil && (station.Worded(err).Code != "record_changed" || attempt == mostAttempts) {
			return m, err
		}
		wrote := err == nil
		if m, err = v.read(m.ID); err != nil || wrote {
			return m, err
		}
	}
}

// addition is what a voter says later.
type addition struct {
	Words  string   `json:"words"`
	Photos []string `json:"photos"` // upload ids
}

// more answers POST /api/v1/matters/{code}/more.
func (v *Counter) more(c *fiber.Ctx) error {
	asked, err := readJSON[addition](c)
	if err != nil {
		return err
	}
	return v.change(c, func(_ *Site, m matter.Matter) (matter.Matter, error) { return v.add(c.Context(), m, asked, nil) })
}
