package voter

import (
	"mime/multipart"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lianzhan/kiosk/intake"
	"lianzhan/station"
	"lianzhan/web/phone"
	"lianzhan/web/problem"
)

// sendPage answers with a page that nobody may keep: it may show what one voter typed.
func sendPage(c *fiber.Ctx, status int, body []byte, err error) error {
	if err != nil {
		return err
	}
	private(c)
	c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	c.Set(fiber.HeaderContentSecurityPolicy, phone.FormPolicy)
	return c.Status(status).Send(body)
}

// said turns a fault into the sentence of a page and its status. What is our own fault goes to the edge, which logs it.
func said(err error) (sentence string, status int, ours bool) {
	worded := station.Worded(err)
	return worded.Sentence, problem.Of(err).Status, worded.Class == station.FaultInternal
}

func officeOf(site *Site) phone.Office {
	return phone.Office{Name: site.Home.Name, Phone: site.Home.Phone, Host: site.Host}
}

// field reads a field of a form, copied: it belongs to the request.
func field(c *fiber.Ctx, name string) string {
	return strings.Clone(strings.ToValidUTF8(c.FormValue(name), "�"))
}

// fields reads all values of a field.
func fields(c *fiber.Ctx, name string) []string {
	form, err := c.MultipartForm()
	if err != nil {
		return nil
	}
	return form.Value[name]
}

// sentPhotos makes the photos of a form harmless and lets them wait; those that cannot be read are told, the others stay.
func (v *Counter) sentPhotos(c *fiber.Ctx, most int) (uploads []intake.Upload, err error) {
	form, err := c.MultipartForm()
	if err != nil {
		form = &multipart.Form{} // a form without files need not be in parts
	}
	for _, header := range form.File["photo"] {
		if header.Size == 0 {
			continue
		}
		if len(uploads) >= most {
			return uploads, station.Invalid("photos_many", "照片太多，最多 %d 张。", most)
		}
		if err := granted(v.limits.uploads.Take(addressOf(c), v.now()), "传得太快了，请过一会儿再传。"); err != nil {
			return uploads, err
		}
		file, err := header.Open()
		if err != nil {
			return uploads, err
		}
		body, err := readAndClose(file)
		if err != nil {
			return uploads, err
		}
		u, _, err := v.hold(c.Context(), body, false)
		if err != nil {
			return uploads, err
		}
		uploads = append(uploads, u)
	}
	return uploads, nil
}

func heldPhotos(uploads []intake.Upload) []phone.Held {
	var held []phone.Held
	for _, u := range uploads {
		held = append(held, phone.Held{ID: u.ID, Thumb: thumbPath(u)})
	}
	return held
}
