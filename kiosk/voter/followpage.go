package voter

import (
	"errors"
	"io"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
	"lianzhan/station/matter"
	"lianzhan/web/phone"
)

// ask answers GET /T: the page that asks for a query code, or on to its page.
func (v *Counter) ask(c *fiber.Ctx) error {
	typed := string([]byte(c.Query("code")))
	if code := matter.FoldQueryCode(typed); code != "" {
		return c.Redirect("/T/"+code, fiber.StatusSeeOther)
	}
	if typed != "" {
		return v.sendAsk(c, fiber.StatusBadRequest, typed, "查询码是 12 位数字，请核对一下。")
	}
	return v.sendAsk(c, fiber.StatusOK, "", "")
}

func (v *Counter) sendAsk(c *fiber.Ctx, status int, typed, fault string) error {
	site, err := v.Site()
	if err != nil {
		return err
	}
	if len(typed) > 64 {
		typed = ""
	}
	body, err := phone.WriteAsk(phone.Ask{Typed: typed, Error: fault, Office: officeOf(site)})
	return sendPage(c, status, body, err)
}

// real answers GET /real.
func (v *Counter) real(c *fiber.Ctx) error {
	site, err := v.Site()
	if err != nil {
		return err
	}
	view := phone.Real{Office: officeOf(site)}
	if site.Home.Code != "" {
		view.Back = "/S/" + site.Home.Code
	}
	body, err := phone.WriteReal(view)
	return sendPage(c, fiber.StatusOK, body, err)
}

// asked is the matter the address of a page names; nil when the page that asks again was sent.
func (v *Counter) asked(c *fiber.Ctx) (*Site, matter.Matter, string, error) {
	code := matter.FoldQueryCode(param(c, "id"))
	if code == "" {
		return nil, matter.Matter{}, "", unknownCode()
	}
	site, m, err := v.find(c, code)
	return site, m, code, err
}

// page answers a page of one matter; a code nobody has, or too many guesses, lead to the page that asks again.
func (v *Counter) page(answer func(c *fiber.Ctx, site *Site, m matter.Matter, code string) error) fiber.Handler {
	return func(c *fiber.Ctx) error {
		site, m, code, err := v.asked(c)
		if err == nil {
			return answer(c, site, m, code)
		}
		sentence, status, ours := said(err)
		if ours {
			return err
		}
		return v.sendAsk(c, status, matter.SpokenCode(param(c, "id")), sentence)
	}
}

// done are the sentences after something was sent, by the word in the address.
var done = map[string]string{
	"rated": "谢谢，您的评价收到了。", "told": "您的补充收到了。", "contact": "姓名和电话已经删除。", "all": "您的个人信息已经全部删除。",
}

// progress answers GET /T/{CODE}.
func (v *Counter) progress(c *fiber.Ctx, site *Site, m matter.Matter, code string) error {
	return v.sendProgress(c, fiber.StatusOK, site, m, code, "", "")
}

func (v *Counter) sendProgress(c *fiber.Ctx, status int, site *Site, m matter.Matter, code, typed, fault string) error {
	f, err := v.seen(site, m, code)
	if err != nil {
		return err
	}
	view := phone.Progress{New: c.Query("new") == "1", Masked: c.Query("masked") == "1", Unverified: m.State == matter.Unverified, Held: f.Held, Code: matter.SpokenCode(code),
		QR: "/api/v1/matters/" + code + "/qr.svg", Path: "/T/" + code, Title: f.Title, Label: f.Label, Number: f.Number, Unit: f.Unit,
		Rateable: f.Rateable, RedoPossible: f.RedoPossible, Open: m.State.Open(), MoreTyped: typed, Done: done[c.Query("done")], Error: fault,
		Office: officeOf(site)}
	if f.Next != nil {
		view.Next = &phone.Next{Label: f.Next.Label, Due: f.Next.Due, DaysLeft: f.Next.DaysLeft, How: f.Next.How, Basis: f.Next.Basis}
	}
	if r := f.Reply; r != nil {
		view.Reply = &phone.Reply{Class: r.ClassLabel, Decided: r.Decided, WhyNot: r.WhyNot, Then: r.Next, Call: r.Call, On: r.On, Photos: r.Photos,
			By: phone.Signer{Unit: r.By.Unit, Name: r.By.Name, Post: r.By.Post, Phone: r.By.Phone}}
	}
	for _, each := range station.Satisfactions {
		view.Faces = append(view.Faces, phone.Face{Value: string(each.ID), Label: each.Label})
	}
	for _, s := range f.Steps {
		view.Steps = append(view.Steps, phone.Step{Title: s.Title, Text: s.Text, On: dayOfStep(s), Done: s.Done})
	}
	body, err := phone.WriteProgress(view)
	return sendPage(c, status, body, err)
}

func dayOfStep(s step) station.Date {
	if len(s.At) < len("2006-01-02") {
		return ""
	}
	return station.Date(s.At[:len("2006-01-02")])
}

// rated answers POST /T/{CODE}/rating.
func (v *Counter) rated(c *fiber.Ctx, site *Site, m matter.Matter, code string) error {
	verdict := rating{Satisfaction: matter.Satisfaction(field(c, "satisfaction")), Words: field(c, "words"), Via: "phone"}
	if _, err := v.judge(c.Context(), m, verdict); err != nil {
		return v.sorry(c, site, m, code, "", err)
	}
	return c.Redirect("/T/"+code+"?done=rated", fiber.StatusSeeOther)
}

// told answers POST /T/{CODE}/more.
func (v *Counter) told(c *fiber.Ctx, site *Site, m matter.Matter, code string) error {
	words := field(c, "words")
	sent, err := v.sentPhotos(c, photosByPhone)
	if err == nil {
		_, err = v.add(c.Context(), m, addition{Words: words}, sent)
	}
	if err != nil {
		return v.sorry(c, site, m, code, words, err)
	}
	return c.Redirect("/T/"+code+"?done=told", fiber.StatusSeeOther)
}

func (v *Counter) sorry(c *fiber.Ctx, site *Site, m matter.Matter, code, typed string, err error) error {
	sentence, status, ours := said(err)
	if ours {
		return err
	}
	return v.sendProgress(c, status, site, m, code, typed, sentence)
}

func readAndClose(r io.ReadCloser) ([]byte, error) {
	body, err := io.ReadAll(r)
	return body, errors.Join(err, r.Close())
}
