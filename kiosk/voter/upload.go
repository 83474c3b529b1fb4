package voter

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lianzhan/kiosk/intake"
	"lianzhan/station"
	"lianzhan/station/matter"
	"lianzhan/web/photo"
)

// proofHeader carries a solved challenge with an upload.
const proofHeader = "Altcha"

// uploaded is the answer to an upload. The place is the camera's, blurred, for the voter to use or not; it is not kept.
type uploaded struct {
	ID    string `json:"id"`
	Thumb string `json:"thumb"`
	Place *spot  `json:"place"`
}

type spot struct {
	Lat float64 `json:"lat"`
	Lon float64 `json:"lon"`
}

// upload answers POST /api/v1/uploads: a multipart field "file", or the bytes alone. The station's terminal may, who has a
// draft (?draft=token) or did a proof of work.
func (v *Counter) upload(c *fiber.Ctx) error {
	device, err := v.device(c)
	if err != nil {
		return err
	}
	draft := c.Query("draft")
	switch {
	case device != "":
	case draft != "":
		if _, err := v.drafts.Draft(draft); err != nil {
			return err
		}
	default:
		if c.Get(proofHeader) == "" {
			return station.Forbidden("proof_missing", "请先完成安全验证，再传照片。")
		}
		if err := v.challenges.Spend(c.Get(proofHeader)); err != nil {
			return err
		}
	}
	if err := granted(v.limits.uploads.Take(addressOf(c), v.now()), "传得太快了，请过一会儿再传。"); err != nil && device == "" {
		return err
	}
	body, sound, err := fileOf(c)
	if err != nil {
		return err
	}
	u, place, err := v.hold(c.Context(), body, sound && device != "")
	if err != nil {
		return err
	}
	if draft != "" {
		if err := v.drafts.AddPhoto(string([]byte(draft)), u, matter.MostPhotos); err != nil {
			v.holding.Drop(u.ID)
			return err
		}
	}
	answer := uploaded{ID: u.ID}
	if len(u.Thumb) > 0 {
		answer.Thumb = thumbPath(u)
	}
	if place != nil {
		answer.Place = &spot{place.Lat, place.Lon}
	}
	return sendJSON(c, fiber.StatusCreated, answer)
}

func thumbPath(u intake.Upload) string { return "/api/v1/uploads/" + u.ID + "/thumb.jpg" }

// fileOf takes the file out of a request, and whether it says to be a recording.
func fileOf(c *fiber.Ctx) (body []byte, sound bool, err error) {
	media, _, _ := mime.ParseMediaType(c.Get(fiber.HeaderContentType))
	if media != fiber.MIMEMultipartForm {
		return c.BodyRaw(), strings.HasPrefix(media, "audio/"), nil
	}
	header, err := c.FormFile("file")
	if err != nil {
		return nil, false, station.Invalid("file_missing", "没有收到照片，请再选一次。").Because(err)
	}
	file, err := header.Open()
	if err != nil {
		return nil, false, err
	}
	body, err = io.ReadAll(file)
	return body, strings.HasPrefix(header.Header.Get(fiber.HeaderContentType), "audio/"), errors.Join(err, file.Close())
}

// hold makes a picture or a recording harmless and lets it wait.
func (v *Counter) hold(ctx context.Context, body []byte, sound bool) (intake.Upload, *photo.Place, error) {
	if sound {
		if v.Voice == nil {
			return intake.Upload{}, nil, station.NotFound("voice_missing", "这里不能录音。")
		}
		recording, err := v.Voice(bytes.NewReader(body))
		if err != nil {
			return intake.Upload{}, nil, err
		}
		u, err := v.holding.Hold(recording, nil, true)
		return u, nil, err
	}
	if v.Photos == nil {
		return intake.Upload{}, nil, station.NotFound("photos_missing", "这里不能传照片。")
	}
	picture, err := v.Photos.Clean(ctx, bytes.NewReader(body))
	if err != nil {
		return intake.Upload{}, nil, err
	}
	u, err := v.holding.Hold(picture.JPEG, picture.Thumb, false)
	return u, picture.Place, err
}

// thumb answers GET /api/v1/uploads/{id}/thumb.jpg.
func (v *Counter) thumb(c *fiber.Ctx) error {
	u, found := v.holding.Find(c.Params("id"))
	if !found || len(u.Thumb) == 0 {
		return station.NotFound("upload_missing", "照片放得太久过期了，请重新加一次。")
	}
	private(c)
	c.Set(fiber.HeaderContentType, "image/jpeg")
	c.Set(fiber.HeaderContentSecurityPolicy, "default-src 'none'; sandbox")
	return c.Send(u.Thumb)
}

// dropUpload answers DELETE /api/v1/uploads/{id}: the voter took a picture back.
func (v *Counter) dropUpload(c *fiber.Ctx) error {
	v.holding.Drop(c.Params("id"))
	return nothing(c)
}

// challenge answers GET /api/v1/challenge in the first version of the ALTCHA protocol.
func (v *Counter) challenge(c *fiber.Ctx) error {
	asked, err := v.challenges.New()
	if err != nil {
		return err
	}
	return sendJSON(c, fiber.StatusOK, asked)
}
