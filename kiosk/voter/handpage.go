package voter

import (
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lianzhan/kiosk/intake"
	"lianzhan/station"
	"lianzhan/station/matter"
	"lianzhan/web/phone"
)

// draftSheet is the form of /W/{SHORT}: what was begun at the terminal, to be finished on the phone.
func (v *Counter) draftSheet(c *fiber.Ctx, site *Site) (sheet, error) {
	d, err := v.handed(c)
	if err != nil {
		return sheet{}, err
	}
	return sheet{site: site, heading: "接着写完", action: "/W/" + d.Short, draft: d, photos: v.drafts.Photos(d.Token), most: matter.MostPhotos,
		typed: phone.Typed{Category: d.Text.Category, Words: d.Text.Words, Village: d.Text.Village, Place: d.Text.Place}}, nil
}

// handed is the living draft a phone scanned. Guessing codes costs as much as guessing query codes.
func (v *Counter) handed(c *fiber.Ctx) (station.Draft, error) {
	d, err := v.drafts.Short(param(c, "short"))
	if err == nil && d.For != station.ForStaff {
		return d, nil
	}
	if err := v.limits.lookup(addressOf(c), v.now()); err != nil {
		return d, err
	}
	return d, station.NotFound("draft_not_found", "这个码已经过期或者用过了，请在触摸屏上重新开始。")
}

// handover answers GET /W/{SHORT}: the form, or the page that only adds photos.
func (v *Counter) handover(c *fiber.Ctx) error {
	site, err := v.open()
	if err != nil {
		return err
	}
	d, err := v.handed(c)
	if err != nil {
		return err
	}
	if d.State == station.DraftConfirmed {
		return c.Redirect("/T/"+d.Code, fiber.StatusSeeOther)
	}
	v.drafts.Open(d.Token)
	if d.For == station.ForPhotos && c.Query("way") != "write" {
		return v.sendHandover(c, fiber.StatusOK, site, d, "")
	}
	return v.form(v.draftSheet)(c)
}

func (v *Counter) sendHandover(c *fiber.Ctx, status int, site *Site, d station.Draft, fault string) error {
	view := phone.Handover{Action: "/W/" + d.Short + "/photos", Token: v.forms.New(), About: aboutDraft(d), Photos: heldPhotos(v.drafts.Photos(d.Token)),
		MostPhotos: matter.MostPhotos, Write: "/W/" + d.Short + "?way=write", Error: fault, Office: officeOf(site)}
	if token := phoneToken(c); token != "" {
		view.Token = token
	}
	if fault == "" && c.Query("added") != "" && len(view.Photos) > 0 {
		view.Done = "照片传好了。"
	}
	body, err := phone.WriteHandover(view)
	return sendPage(c, status, body, err)
}

// aboutDraft says which matter the photos are for.
func aboutDraft(d station.Draft) string {
	if d.Text.Category == "" {
		return "给触摸屏上正在写的那一件加照片。"
	}
	return strings.TrimSpace("给触摸屏上正在写的那一件加照片：" + matter.CategoryLabel(d.Text.Category) + " " + d.Text.Village + d.Text.Place)
}

// addHanded answers POST /W/{SHORT}/photos.
func (v *Counter) addHanded(c *fiber.Ctx) error {
	site, err := v.open()
	if err != nil {
		return err
	}
	d, err := v.handed(c)
	if err != nil {
		return err
	}
	if err := v.hang(c, d); err != nil {
		sentence, status, ours := said(err)
		if ours {
			return err
		}
		return v.sendHandover(c, status, site, d, sentence)
	}
	return c.Redirect("/W/"+d.Short+"?added=1&started="+url.QueryEscape(phoneToken(c)), fiber.StatusSeeOther)
}

// phoneToken is the form's token, kept across the redirect so that it stays the same phone.
func phoneToken(c *fiber.Ctx) string {
	if token := field(c, "started"); token != "" {
		return token
	}
	return string([]byte(c.Query("started")))
}

// hang adds the photos a phone sent to a draft. The first phone that sends one keeps the draft.
func (v *Counter) hang(c *fiber.Ctx, d station.Draft) error {
	client, err := v.forms.ClientOf(field(c, "started"))
	if err != nil {
		return err
	}
	if err := v.drafts.Take(d.Token, client); err != nil {
		return err
	}
	sent, err := v.sentPhotos(c, matter.MostPhotos)
	if err == nil && len(sent) == 0 {
		err = station.Invalid("file_missing", "没有收到照片，请再选一次。")
	}
	return firstFault(err, v.hangAll(d.Token, sent))
}

func (v *Counter) hangAll(token string, uploads []intake.Upload) error {
	for i, u := range uploads {
		if err := v.drafts.AddPhoto(token, u, matter.MostPhotos); err != nil {
			for _, rest := range uploads[i:] {
				v.holding.Drop(rest.ID)
			}
			return err
		}
	}
	return nil
}

func firstFault(a, b error) error {
	if a != nil {
		return a
	}
	return b
}
