package voter

import (
	"github.com/gofiber/fiber/v2"

	"lianzhan/kiosk/intake"
	"lianzhan/station"
	"lianzhan/station/matter"
	"lianzhan/web/phone"
)

// sheet is a form on its way: whose it is, and what the voter typed so far.
type sheet struct {
	site    *Site
	heading string
	action  string
	deputy  string // short code
	station string // id
	draft   station.Draft
	token   string
	typed   phone.Typed
	photos  []intake.Upload
	most    int // photos
}

// deputySheet is the form of /D/{CODE}/new.
func (v *Counter) deputySheet(c *fiber.Ctx, site *Site) (sheet, error) {
	_, name, code, err := site.Deputy(station.FoldCode(param(c, "code")))
	return sheet{site: site, heading: "向" + name + "代表反映", action: "/D/" + code + "/new", deputy: code, most: photosByPhone}, err
}

// stationSheet is the form of /S/{CODE}/new.
func (v *Counter) stationSheet(c *fiber.Ctx, site *Site) (sheet, error) {
	code := station.FoldCode(param(c, "code"))
	if !station.ValidCode(code) {
		return sheet{}, station.NotFound("station_not_found", "没有找到这个联络站。")
	}
	return sheet{site: site, heading: "我要反映", action: "/S/" + code + "/new", station: site.Station(code), most: photosByPhone}, nil
}

// form answers GET of a form's page.
func (v *Counter) form(open func(*fiber.Ctx, *Site) (sheet, error)) fiber.Handler {
	return func(c *fiber.Ctx) error {
		site, err := v.open()
		if err != nil {
			return err
		}
		s, err := open(c, site)
		if err != nil {
			return err
		}
		s.token = v.forms.New()
		return v.sendForm(c, fiber.StatusOK, s, "")
	}
}

func (v *Counter) sendForm(c *fiber.Ctx, status int, s sheet, fault string) error {
	n := noticeOf(s.site)
	f := phone.Form{Heading: s.heading, Action: s.action, Token: s.token, Deputy: s.deputy, Draft: s.draft.Token != "", Typed: s.typed,
		Villages: s.site.Villages, Photos: heldPhotos(s.photos), MostPhotos: s.most, Longest: matter.LongestWords, Error: fault,
		Notice: n.Text, Keep: n.Keep, Version: n.Version, Office: officeOf(s.site)}
	for _, each := range matter.Categories {
		f.Categories = append(f.Categories, phone.Choice{ID: each.ID, Label: each.Label})
	}
	body, err := phone.WriteForm(f)
	return sendPage(c, status, body, err)
}

// send answers POST of a form's page: on to the receipt, or the same form with what was typed and a sentence.
func (v *Counter) send(open func(*fiber.Ctx, *Site) (sheet, error)) fiber.Handler {
	return func(c *fiber.Ctx) error {
		site, err := v.open()
		if err != nil {
			return err
		}
		s, err := open(c, site)
		if err != nil {
			return err
		}
		v.readSheet(c, &s)
		answer, err := v.take(c, &s)
		if err == nil {
			return c.Redirect(receiptPath(answer), fiber.StatusSeeOther)
		}
		sentence, status, ours := said(err)
		if ours {
			return err
		}
		if station.Worded(err).Code == "form_expired" {
			s.token = v.forms.New()
		}
		return v.sendForm(c, status, s, sentence)
	}
}

func receiptPath(answer accepted) string {
	path := "/T/" + answer.Code + "?new=1"
	if len(answer.Masked) > 0 {
		path += "&masked=1"
	}
	return path
}

// readSheet reads what was typed.
func (v *Counter) readSheet(c *fiber.Ctx, s *sheet) {
	s.token = field(c, "started")
	s.typed = phone.Typed{Category: field(c, "category"), Words: field(c, "words"), Village: field(c, "village"), Place: field(c, "place"),
		Name: field(c, "name"), Phone: field(c, "phone"), Consent: field(c, "consent") != ""}
	for _, id := range fields(c, "kept") {
		if u, found := v.holding.Find(id); found && !u.Voice && len(s.photos) < s.most && !containsUpload(s.photos, u.ID) {
			s.photos = append(s.photos, u)
		}
	}
}

// take makes the sheet a matter.
func (v *Counter) take(c *fiber.Ctx, s *sheet) (accepted, error) {
	asked := intake.Submission{Category: s.typed.Category, Words: s.typed.Words, Village: s.typed.Village, Place: s.typed.Place,
		Contact: &intake.Contact{Name: s.typed.Name, Phone: s.typed.Phone}, Consent: field(c, "consent"), Started: s.token,
		Altcha: field(c, "altcha"), Website: field(c, "website")}
	if s.deputy != "" {
		asked.Deputies = []string{s.deputy}
	}
	o := origin{address: addressOf(c), channel: matter.ByPhone, station: s.station, most: s.most}
	read := v.forms.Client
	if s.draft.Token != "" {
		read = v.forms.ClientOf
	}
	client, err := read(asked.Started)
	switch {
	case asked.Website != "":
		return accepted{}, station.Invalid("form_rejected", "没有收到。请把“网址”一栏空着再提交，或者打联络站电话。")
	case err != nil:
		return accepted{}, err
	}
	o.client = client
	if s.draft.Token != "" {
		if err := v.drafts.Take(s.draft.Token, client); err != nil {
			return accepted{}, err
		}
		o.client, o.draft, o.proved = s.draft.Client, s.draft.Token, true
		asked.Deputies = s.draft.Text.Deputies
	}
	sent, err := v.sentPhotos(c, s.most-len(s.photos))
	s.photos = append(s.photos, sent...)
	if err != nil {
		return accepted{}, err
	}
	o.photos = s.photos
	answer, _, err := v.register(c.Context(), asked, o)
	return answer, err
}
