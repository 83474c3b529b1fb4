package voter

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"lianzhan/kiosk/intake"
	"lianzhan/station"
	"lianzhan/station/matter"
)

const (
	photosByPhone = 4
	twinWindow    = 24 * time.Hour
)

// origin is where a submission comes from, as far as the counter vouches for it.
type origin struct {
	address   string // as limits count it
	device    string // id of the station's terminal, "" for anybody else
	client    string
	channel   matter.Channel
	writtenBy string // officer who wrote for the voter
	draft     string // token of the draft it was told in
	station   string // id of the one whose page it is
	proved    bool   // did a proof of work, or began at the terminal
	photos    []intake.Upload
	most      int // photos
}

// submit answers POST /api/v1/matters.
func (v *Counter) submit(c *fiber.Ctx) error {
	s, err := readJSON[intake.Submission](c)
	if err != nil {
		return err
	}
	o, err := v.originOf(c, &s)
	if err != nil {
		return err
	}
	answer, fresh, err := v.register(c.Context(), s, o)
	if err != nil {
		return err
	}
	if !fresh {
		return sendJSON(c, fiber.StatusOK, answer)
	}
	return sendJSON(c, fiber.StatusCreated, answer)
}

// originOf finds out who submits: a terminal of the station names its own client id, anybody else brings the token of
// the form they filled in.
func (v *Counter) originOf(c *fiber.Ctx, s *intake.Submission) (origin, error) {
	device, err := v.device(c)
	if err != nil {
		return origin{}, err
	}
	o := origin{address: addressOf(c), device: device, channel: matter.ByPhone, most: photosByPhone}
	if device != "" {
		o.channel, o.most, o.proved = matter.ByKiosk, matter.MostPhotos, true
		if s.Draft != "" {
			if _, err := v.drafts.Draft(s.Draft); err != nil {
				return o, err
			}
			o.draft, o.photos = s.Draft, v.drafts.Photos(s.Draft)
		}
		o.client, err = intake.ReadClient(s.Client)
		return o, err
	}
	if s.Website != "" {
		return o, station.Invalid("form_rejected", "没有收到。请把“网址”一栏空着再提交，或者打联络站电话。")
	}
	if o.client, err = v.forms.Client(s.Started); err != nil {
		return o, err
	}
	if s.Client != "" {
		if named, err := intake.ReadClient(s.Client); err != nil || named != o.client {
			return o, station.Invalid("client_invalid", "提交的编号不对，请刷新页面再试。")
		}
	}
	return o, nil
}

// register makes a submission a matter and answers once it is on disk. The same client id again gets the same answer.
func (v *Counter) register(ctx context.Context, s intake.Submission, o origin) (accepted, bool, error) {
	masked, err := s.Tidy()
	if err != nil {
		return accepted{}, false, err
	}
	id := matter.IDFrom(o.client)
	done, err := v.turns.Take(id)
	if err != nil {
		return accepted{}, false, err
	}
	defer done()
	site, err := v.open()
	if err != nil {
		return accepted{}, false, err
	}
	if m, err := v.read(id); err != nil || m.State != "" {
		answer, again := v.acceptedAs(site, m, masked)
		if err == nil && !again {
			err = station.Conflict("matter_exists", "这件事已经登记过了。")
		}
		return answer, false, err
	}
	if s.Deputies, err = deputyIDs(site, s.Deputies); err != nil {
		return accepted{}, false, err
	}
	if !slices.Contains(site.Villages, s.Village) {
		s.Village, s.Place = "", strings.TrimSpace(s.Village+" "+s.Place) // typed, not picked: it may name somebody's door
	}
	uploads, voice, err := v.uploadsOf(s, o)
	if err != nil {
		return accepted{}, false, err
	}
	if o, err = v.vouch(id, s, o); err != nil {
		return accepted{}, false, err
	}
	code, err := v.enter(ctx, id, s, o, v.passed(site, s, o), uploads, voice)
	if err != nil {
		v.prints.Free(s.Print(v.key))
		return accepted{}, false, err
	}
	v.settle(o, code, uploads, voice)
	m, err := v.read(id)
	if err != nil {
		return accepted{}, false, err
	}
	answer, _ := v.acceptedAs(site, m, masked)
	return answer, true, nil
}

// vouch checks what keeps machines and double texts out, and uses up the limits.
func (v *Counter) vouch(id string, s intake.Submission, o origin) (origin, error) {
	now := v.now()
	if o.device == "" && s.Altcha != "" {
		if err := v.challenges.Spend(s.Altcha); err != nil {
			return o, err
		}
		o.proved = true
	}
	if imprint := s.Print(v.key); o.device == "" && imprint != "" {
		if v.docket.Twin(imprint, id, now.Add(-twinWindow)) || !v.prints.Use(imprint, now.Add(twinWindow), now) {
			return o, station.Conflict("matter_duplicate", "已经收到同样的内容，不用再交一次。请用第一次给您的查询码查办理情况。")
		}
	}
	err := v.limits.submission(o, s.Deputies, now)
	if err != nil && o.device == "" {
		v.prints.Free(s.Print(v.key))
	}
	return o, err
}

// uploadsOf finds what the submission claims; of a draft it is the draft's photos.
func (v *Counter) uploadsOf(s intake.Submission, o origin) (photos []intake.Upload, voice *intake.Upload, err error) {
	missing := station.Invalid("upload_missing", "照片放得太久过期了，请重新加一次。")
	photos = o.photos
	for _, id := range s.Photos {
		if containsUpload(photos, id) {
			continue
		}
		u, found := v.holding.Find(id)
		if !found || u.Voice {
			return nil, nil, missing
		}
		photos = append(photos, u)
	}
	if len(photos) > o.most {
		return nil, nil, station.Invalid("photos_many", "照片太多，最多 %d 张。", o.most)
	}
	if s.Voice != "" {
		u, found := v.holding.Find(s.Voice)
		if !found || !u.Voice {
			return nil, nil, missing
		}
		voice = &u
	}
	return photos, voice, nil
}

func containsUpload(uploads []intake.Upload, id string) bool {
	for _, u := range uploads {
		if u.ID == id {
			return true
		}
	}
	return false
}

// enter writes the matter down: files first, then everything else in one commit.
func (v *Counter) enter(ctx context.Context, id string, s intake.Submission, o origin, branch string, photos []intake.Upload, voice *intake.Upload) (string, error) {
	code := v.freeCode(id)
	r := matter.Registration{Channel: o.channel, Title: s.Title, Category: s.Category, Village: s.Village, Place: s.Place,
		Deputies: s.Deputies, People: s.People, CodeHash: v.codes.Hash(code), WrittenBy: o.writtenBy,
		Anonymous: s.Anonymous, Confidential: s.Confidential, Consent: s.Consent, Unverified: o.device == "", Print: s.Print(v.key)}
	if branch != "" {
		r.Series = matter.CountySeries
	}
	told := matter.Told{Words: s.Words}
	for _, u := range photos {
		told.Photos = append(told.Photos, u.Hash)
	}
	if voice != nil {
		told.Voice = voice.Hash
	}
	var contact *matter.Contact
	if s.Contact != nil {
		contact = &matter.Contact{Name: s.Contact.Name, Phone: s.Contact.Phone}
	}
	edits, err := matter.New(id, matter.Voter, v.now(), r, told, contact)
	if err != nil {
		return "", err
	}
	for i := range edits {
		edits[i].Scope = branch
	}
	var kept []string
	for _, u := range append(photos, given(voice)...) {
		hash, err := v.Store.AddFile(bytes.NewReader(u.Body))
		if err != nil {
			v.discard(kept)
			return "", err
		}
		kept = append(kept, hash)
	}
	if _, err := v.Store.Write(ctx, actor, edits...); err != nil {
		v.discard(kept)
		return "", err
	}
	return code, nil
}

// passed is the branch of the tree a message is written for: its first deputy's, else that of the station whose page it is.
func (v *Counter) passed(site *Site, s intake.Submission, o origin) string {
	if v.Pass == nil {
		return ""
	}
	deputy := ""
	if len(s.Deputies) > 0 {
		deputy = s.Deputies[0]
	}
	return v.Pass(site.Branch(deputy, o.station))
}

func given(u *intake.Upload) []intake.Upload {
	if u == nil {
		return nil
	}
	return []intake.Upload{*u}
}

// settle lets go of what the matter took over.
func (v *Counter) settle(o origin, code string, photos []intake.Upload, voice *intake.Upload) {
	for _, u := range append(photos, given(voice)...) {
		v.holding.Drop(u.ID)
	}
	if o.draft != "" {
		v.drafts.Confirm(o.draft, code)
	}
}

// deputyIDs are the ids of the deputies a submission is for.
func deputyIDs(site *Site, asked []string) ([]string, error) {
	var ids []string
	for _, each := range asked {
		id, _, _, err := site.Deputy(each)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}
