package voter

import (
	"context"
	"time"

	"github.com/gofiber/fiber/v2"

	"lianzhan/kiosk/intake"
	"lianzhan/station"
	"lianzhan/station/matter"
)

const longestWait = 25 // seconds of a long poll

// beginning is a matter begun at the terminal, to go on elsewhere.
type beginning struct {
	Client   string           `json:"client"`
	Category string           `json:"category"`
	Title    string           `json:"title"`
	Place    string           `json:"place"`
	Village  string           `json:"village"`
	Words    string           `json:"words"`
	Deputies []string         `json:"deputies"`
	For      station.DraftFor `json:"for"`
}

// begun is where it goes on.
type begun struct {
	Token   string `json:"token"`
	Short   string `json:"short"`
	Client  string `json:"client"`
	Page    string `json:"page"`
	QR      string `json:"qr"`
	Expires string `json:"expires"` // RFC 3339
}

// draftState is what the terminal shows while it waits.
type draftState struct {
	State     string   `json:"state"` // open, opened, filled, reading_back, confirmed
	For       string   `json:"for"`
	Words     string   `json:"words"`
	Title     string   `json:"title"`
	Category  string   `json:"category"` // id
	Village   string   `json:"village"`
	Place     string   `json:"place"`
	People    int      `json:"people"`
	Deputies  []string `json:"deputies"`
	Photos    []string `json:"photos"` // addresses of thumbs
	Contact   *Contact `json:"contact"`
	WrittenBy string   `json:"written_by"`
	Expires   string   `json:"expires"`
	Code      string   `json:"code"` // once it became a matter
}

// beginDraft answers POST /api/v1/drafts.
func (v *Counter) beginDraft(c *fiber.Ctx) error {
	asked, err := readJSON[beginning](c)
	if err != nil {
		return err
	}
	site, err := v.open()
	if err != nil {
		return err
	}
	switch asked.For {
	case station.ForPhone, station.ForPhotos, station.ForStaff:
	default:
		return station.Invalid("draft_for_unknown", "for 可用 phone、photos、staff。")
	}
	s, err := asked.tidy(site)
	if err != nil {
		return err
	}
	device, err := v.device(c)
	if err != nil {
		return err
	}
	d, err := v.drafts.Begin(station.Draft{For: asked.For, Client: s.Client, Screen: device, Text: station.DraftText{Category: s.Category,
		Title: s.Title, Words: s.Words, Village: s.Village, Place: s.Place, Deputies: s.Deputies}})
	if err != nil {
		return err
	}
	answer := begun{Token: d.Token, Short: d.Short, Client: d.Client, Expires: d.Ends.In(station.Zone).Format(time.RFC3339)}
	if asked.For != station.ForStaff {
		answer.Page, answer.QR = shout(site.Base, "/W/"+d.Short), "/api/v1/drafts/"+d.Token+"/qr.svg"
	}
	return sendJSON(c, fiber.StatusCreated, answer)
}

// tidy cleans what was picked so far by the rules a whole submission is held to.
func (b beginning) tidy(site *Site) (s intake.Submission, err error) {
	s = intake.Submission{Category: b.Category, Title: b.Title, Words: b.Words, Village: b.Village, Place: b.Place,
		Consent: station.ConsentVersion}
	if s.Category == "" {
		s.Category = matter.Categories[len(matter.Categories)-1].ID
	}
	if _, err := s.Tidy(); err != nil {
		return s, err
	}
	s.Title = b.Title
	if b.Category == "" {
		s.Category = ""
	}
	if b.Client != "" {
		if s.Client, err = intake.ReadClient(b.Client); err != nil {
			return s, err
		}
	}
	s.Deputies, err = deputyIDs(site, b.Deputies)
	return s, err
}

// draft answers GET /api/v1/drafts/{token}. With ?wait= it waits some seconds for a change first.
func (v *Counter) draft(c *fiber.Ctx) error {
	token := param(c, "token")
	wait, err := number(c, "wait", 0, longestWait)
	if err != nil {
		return err
	}
	if wait > 0 {
		v.await(token, time.Duration(wait)*time.Second)
	}
	d, err := v.drafts.Draft(token)
	if err != nil {
		return err
	}
	return sendJSON(c, fiber.StatusOK, v.draftAs(d))
}

// await returns when a draft differs from what it was, is gone, the time is over or the counter closes.
func (v *Counter) await(token string, most time.Duration) {
	before, err := v.drafts.Draft(token)
	if err != nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), most)
	defer cancel()
	for {
		changed := v.drafts.Changed()
		now, err := v.drafts.Draft(token)
		if err != nil || now.State != before.State || len(now.Text.Photos) != len(before.Text.Photos) || now.Text.Words != before.Text.Words {
			return
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return
		case <-v.closing:
			return
		}
	}
}

func (v *Counter) draftAs(d station.Draft) draftState {
	s := draftState{State: string(d.State), For: string(d.For), Words: d.Text.Words, Title: d.Text.Title, Category: d.Text.Category,
		Village: d.Text.Village, Place: d.Text.Place, People: d.Text.People, Deputies: filled(d.Text.Deputies), Photos: []string{},
		WrittenBy: d.Name, Expires: d.Ends.In(station.Zone).Format(time.RFC3339), Code: d.Code}
	for _, u := range v.drafts.Photos(d.Token) {
		s.Photos = append(s.Photos, thumbPath(u))
	}
	if d.State == station.DraftOpened && (d.For == station.ForPhotos && len(s.Photos) > 0 || d.For == station.ForStaff && v.drafts.Written(d.Token)) {
		s.State = "filled"
	}
	if d.Text.Name != "" || d.Text.Phone != "" {
		s.Contact = &Contact{Name: station.MaskName(d.Text.Name), Phone: station.MaskPhone(d.Text.Phone)}
	}
	return s
}

// agreement is the voter's word on what the officer read back.
type agreement struct {
	Consent string `json:"consent"`
}

// confirmDraft answers POST /api/v1/drafts/{token}/confirm: what the officer wrote and read back becomes a matter (代录).
func (v *Counter) confirmDraft(c *fiber.Ctx) error {
	asked, err := readJSON[agreement](c)
	if err != nil {
		return err
	}
	token := param(c, "token")
	d, err := v.drafts.Draft(token)
	if err != nil {
		return err
	}
	if d.State == station.DraftConfirmed {
		return v.again(c, d)
	}
	if d.State != station.DraftReadingBack {
		return station.Conflict("draft_not_read_back", "工作人员还没有念给您听，请等一等。")
	}
	device, err := v.device(c)
	if err != nil {
		return err
	}
	s := intake.Submission{Category: d.Text.Category, Title: d.Text.Title, Words: d.Text.Words, Village: d.Text.Village, Place: d.Text.Place,
		Deputies: d.Text.Deputies, People: d.Text.People, Contact: &intake.Contact{Name: d.Text.Name, Phone: d.Text.Phone}, Consent: asked.Consent}
	answer, _, err := v.register(c.Context(), s, origin{address: addressOf(c), device: device, client: d.Client, channel: matter.ByKiosk,
		writtenBy: d.Name, draft: token, proved: true, photos: v.drafts.Photos(token), most: matter.MostPhotos})
	if err != nil {
		return err
	}
	return sendJSON(c, fiber.StatusCreated, answer)
}

// again answers a confirmation that was sent twice.
func (v *Counter) again(c *fiber.Ctx, d station.Draft) error {
	site, err := v.open()
	if err != nil {
		return err
	}
	m, err := v.read(matter.IDFrom(d.Client))
	if err != nil {
		return err
	}
	answer, _ := v.acceptedAs(site, m, nil)
	return sendJSON(c, fiber.StatusOK, answer)
}

// dropDraft answers DELETE /api/v1/drafts/{token}: the terminal clears what was told.
func (v *Counter) dropDraft(c *fiber.Ctx) error {
	if err := v.drafts.Drop(param(c, "token")); err != nil {
		return err
	}
	return nothing(c)
}
