package voter

import (
	"github.com/gofiber/fiber/v2"

	"lianzhan/station/matter"
	"lianzhan/web/phone"
)

// mine answers GET /T/{CODE}/mine: what is kept about the voter.
func (v *Counter) mine(c *fiber.Ctx, site *Site, m matter.Matter, code string) error {
	return v.sendMine(c, fiber.StatusOK, site, m, code, "")
}

func (v *Counter) sendMine(c *fiber.Ctx, status int, site *Site, m matter.Matter, code, fault string) error {
	f, err := v.seen(site, m, code)
	if err != nil {
		return err
	}
	words := v.wordsOf(m)
	view := phone.Mine{Path: "/T/" + code, Photos: words.Photos, Contact: f.Contact != nil, Any: f.Contact != nil || f.Told,
		Retention: f.Retention, Done: done[c.Query("done")], Error: fault, Office: officeOf(site)}
	if f.Contact != nil {
		view.Name, view.Phone = f.Contact.Name, f.Contact.Phone
	}
	for _, each := range words.Texts {
		view.Texts = append(view.Texts, phone.Said{On: each.On, Text: each.Text})
	}
	body, err := phone.WriteMine(view)
	return sendPage(c, status, body, err)
}

// removed answers POST /T/{CODE}/delete.
func (v *Counter) removed(c *fiber.Ctx, site *Site, m matter.Matter, code string) error {
	what := field(c, "what")
	if field(c, "sure") == "" {
		return v.sendMine(c, fiber.StatusBadRequest, site, m, code, "请先打勾，确定要删除。")
	}
	if _, err := v.erase(c.Context(), m, what); err != nil {
		sentence, status, ours := said(err)
		if ours {
			return err
		}
		return v.sendMine(c, status, site, m, code, sentence)
	}
	return c.Redirect("/T/"+code+"/mine?done="+what, fiber.StatusSeeOther)
}
