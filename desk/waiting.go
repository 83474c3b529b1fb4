package desk

import (
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"lianzhan/desk/door"
	"lianzhan/station"
	"lianzhan/station/matter"
)

// draftLine is a matter begun at a kiosk that asks for somebody to write it down.
type draftLine struct {
	Token   string             `json:"token"`
	State   station.DraftState `json:"state"`
	Began   time.Time          `json:"began"`
	Ends    time.Time          `json:"ends"`
	Screen  string             `json:"screen"`
	Officer string             `json:"officer"` // name of who took it up
	Mine    bool               `json:"mine,omitempty"`
	Text    station.DraftText  `json:"text"`
	Code    string             `json:"code,omitempty"`
	Matter  string             `json:"matter,omitempty"` // the one it became
}

func lineOf(d station.Draft, account string) draftLine {
	line := draftLine{Token: d.Token, State: d.State, Began: d.Began, Ends: d.Ends, Screen: d.Screen, Officer: d.Name,
		Mine: account != "" && d.Officer == account, Text: d.Text, Code: d.Code}
	if d.Code != "" {
		line.Matter = matter.IDFrom(d.Client)
	}
	return line
}

// draftLines lists what waits, without what the voter said: that is for the officer who takes it up.
func (r *Room) draftLines() []draftLine {
	lines := []draftLine{}
	if r.drafts == nil {
		return lines
	}
	for _, d := range r.drafts.Drafts() {
		line := lineOf(d, "")
		line.Text = station.DraftText{Category: d.Text.Category, Village: d.Text.Village, Place: d.Text.Place}
		lines = append(lines, line)
	}
	return lines
}

func (r *Room) getDrafts(c *fiber.Ctx) error {
	return c.JSON(struct {
		Items []draftLine `json:"items"`
	}{r.draftLines()})
}

func (r *Room) claimDraft(c *fiber.Ctx) error {
	who := door.WhoOf(c)
	return r.sendDraft(c, func(token string) (station.Draft, error) {
		return r.drafts.Claim(token, who.Account, who.Name)
	})
}

// writeDraft keeps what the officer wrote for the voter. Numbers of identity and bank cards never get that far.
func (r *Room) writeDraft(c *fiber.Ctx) error {
	var text station.DraftText
	if err := door.ReadBody(c, &text); err != nil {
		return err
	}
	text.Words, _ = station.MaskNumbers(text.Words)
	text.Title, _ = station.MaskNumbers(text.Title)
	return r.sendDraft(c, func(token string) (station.Draft, error) {
		if err := r.mine(token, door.WhoOf(c)); err != nil {
			return station.Draft{}, err
		}
		return r.drafts.Write(token, text)
	})
}

func (r *Room) readDraftBack(c *fiber.Ctx) error {
	return r.sendDraft(c, func(token string) (station.Draft, error) {
		if err := r.mine(token, door.WhoOf(c)); err != nil {
			return station.Draft{}, err
		}
		return r.drafts.ReadBack(token)
	})
}

// mine refuses a hand in what somebody else writes.
func (r *Room) mine(token string, who door.Who) error {
	d, err := r.drafts.Draft(token)
	if err == nil && d.Officer != who.Account {
		return station.Conflict("draft_not_claimed", "请先接下这份草稿。")
	}
	return err
}

func (r *Room) sendDraft(c *fiber.Ctx, act func(token string) (station.Draft, error)) error {
	if r.drafts == nil {
		return station.NotFound("draft_not_found", "没有找到这份草稿。")
	}
	d, err := act(strings.Clone(c.Params("token")))
	if err != nil {
		return err
	}
	return c.JSON(lineOf(d, door.WhoOf(c).Account))
}

// getDraftPhoto shows a picture of a draft to the officer who writes it.
func (r *Room) getDraftPhoto(c *fiber.Ctx) error {
	missing := station.NotFound("file_not_found", "没有找到这个文件。")
	if r.drafts == nil || r.pending == nil {
		return missing
	}
	token := strings.Clone(c.Params("token"))
	if err := r.mine(token, door.WhoOf(c)); err != nil {
		return err
	}
	jpeg, ok := r.pending(token, strings.Clone(c.Params("hash")))
	if !ok {
		return missing
	}
	c.Set(fiber.HeaderContentType, "image/jpeg")
	return c.Send(jpeg)
}
