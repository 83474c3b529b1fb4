package voter

import (
	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
	"lianzhan/station/matter"
)

// codeQR answers GET /api/v1/matters/{code}/qr.svg. It draws any twelve digits without looking them up, so that it betrays
// nothing.
func (v *Counter) codeQR(c *fiber.Ctx) error {
	code := matter.FoldQueryCode(param(c, "id"))
	if code == "" {
		return unknownCode()
	}
	site, err := v.Site()
	if err != nil {
		return err
	}
	return v.draw(c, shout(site.Base, "/T/"+code))
}

// draftQR answers GET /api/v1/drafts/{token}/qr.svg.
func (v *Counter) draftQR(c *fiber.Ctx) error {
	site, err := v.Site()
	if err != nil {
		return err
	}
	d, err := v.drafts.Draft(param(c, "token"))
	if err != nil {
		return err
	}
	return v.draw(c, shout(site.Base, "/W/"+d.Short))
}

func (v *Counter) draw(c *fiber.Ctx, address string) error {
	svg, err := v.QR(address)
	if err != nil {
		return err
	}
	private(c)
	c.Set(fiber.HeaderContentType, "image/svg+xml")
	c.Set(fiber.HeaderContentSecurityPolicy, "default-src 'none'; style-src 'unsafe-inline'; sandbox")
	return c.Send(svg)
}

// printing asks for a slip.
type printing struct {
	Code string `json:"code"`
}

// printSlip answers POST /api/v1/receipts/print.
func (v *Counter) printSlip(c *fiber.Ctx) error {
	asked, err := readJSON[printing](c)
	if err != nil {
		return err
	}
	if v.Printer == nil {
		return station.NotFound("printer_missing", "这里没有打印机，请记下或拍下查询码。")
	}
	if err := granted(v.limits.prints.Take("", v.now()), "打印机正忙，请稍等。"); err != nil {
		return err
	}
	code := matter.FoldQueryCode(asked.Code)
	if code == "" {
		return unknownCode()
	}
	site, m, err := v.find(c, code)
	if err != nil {
		return err
	}
	if err := v.Printer.Slip(c.Context(), v.slipOf(site, m, code)); err != nil {
		return err
	}
	return nothing(c)
}
