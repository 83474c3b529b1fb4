package casework

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"lianzhan/desk/casebook"
	"lianzhan/desk/door"
	"lianzhan/station"
	"lianzhan/station/slate"
	"lianzhan/web/photo"
)

const (
	attachLife   = time.Hour // until an event must name the picture
	mostAttached = 200
	mostParts    = 8 // of a form
)

// attached are pictures hung on matters at the desk that no event names yet. With several processes of a house a slate tells
// the others of them; each sweeps its own.
type attached struct {
	slate slate.Slate // nil: there is one process
	lock  sync.Mutex
	items []hung
}

const hungKeys = "desk/hung/"

// tell lets the other processes know of a picture.
func (a *attached) tell(ctx context.Context, file, id string) error {
	if a.slate == nil {
		return nil
	}
	return slate.Update(ctx, a.slate, hungKeys+file+"/"+id, func(matter *string, _ bool) (time.Duration, error) {
		*matter = id
		return attachLife, nil
	})
}

type hung struct {
	file, matter string
	ends         time.Time
}

// add remembers a picture; those whose hour is over are returned to be swept. Busy when too many wait.
func (a *attached) add(file, id string, now time.Time) (over []string, err error) {
	a.lock.Lock()
	defer a.lock.Unlock()
	a.items = slices.DeleteFunc(a.items, func(h hung) bool {
		if h.ends.After(now) {
			return false
		}
		over = append(over, h.file)
		return true
	})
	if len(a.items) >= mostAttached {
		return over, station.Busy("attachments_full", "还没有用上的照片太多，请稍后再加。")
	}
	a.items = append(a.items, hung{file, id, now.Add(attachLife)})
	return over, nil
}

func (a *attached) holds(file, id string, now time.Time) bool {
	return slices.Contains(a.on(file, now), id)
}

// on lists the matters a picture hangs on that no event names yet.
func (a *attached) on(file string, now time.Time) (matters []string) {
	if a.slate != nil {
		told, err := slate.All[string](a.slate, hungKeys+file+"/")
		if err != nil {
			slog.Warn("pictures of other processes are not known", "err", err)
		}
		matters = told
	}
	a.lock.Lock()
	defer a.lock.Unlock()
	for _, h := range a.items {
		if h.file == file && h.ends.After(now) {
			matters = append(matters, h.matter)
		}
	}
	return matters
}

// postAttachment takes a picture for a matter: cleaned first, then kept.
func (r *Room) postAttachment(c *fiber.Ctx) error {
	who, id := door.WhoOf(c), paramOf(c, "id")
	if _, _, err := r.read(who, id); err != nil {
		return err
	}
	if r.photos == nil {
		return station.Busy("photos_off", "这台机器不能收照片。")
	}
	upload, err := pictureOf(c)
	if err != nil {
		return err
	}
	picture, err := r.photos.Clean(c.UserContext(), upload)
	if err != nil {
		return err
	}
	hash, err := r.store.AddFile(bytes.NewReader(picture.JPEG))
	if err != nil {
		return err
	}
	over, err := r.attached.add(hash, id, r.store.Now().Time)
	if len(over) > 0 {
		r.sweepUnused(over)
	}
	if err == nil {
		err = r.attached.tell(c.UserContext(), hash, id)
	}
	if err != nil {
		r.sweepUnused([]string{hash})
		return err
	}
	return c.Status(fiber.StatusCreated).JSON(struct {
		Hash string `json:"hash"`
	}{hash})
}

// pictureOf finds the file in a form. The form is read where it lies: nothing of it goes to a temporary file.
func pictureOf(c *fiber.Ctx) (io.Reader, error) {
	form := multipart.NewReader(bytes.NewReader(c.BodyRaw()), string(c.Request().Header.MultipartFormBoundary()))
	for range mostParts {
		part, err := form.NextPart()
		if err != nil {
			return nil, station.Invalid("file_missing", "请选一张照片。").Because(err)
		}
		if part.FormName() == "file" {
			return part, nil
		}
	}
	return nil, station.Invalid("file_missing", "请选一张照片。")
}

// LargestBody is how much a request to the desk may carry, in bytes: a picture is larger than anything else.
func LargestBody(method, path string) int {
	if method == http.MethodPost && strings.HasPrefix(path, "/api/v1/desk/matters/") && strings.HasSuffix(path, "/attachments") {
		return photo.MaxBytes + 64<<10
	}
	return 0
}

// sweepUnused deletes pictures that no event came to name.
func (r *Room) sweepUnused(files []string) {
	for _, file := range files {
		if named, err := r.book.Named(file); err == nil && named == 0 && len(r.attached.on(file, r.store.Now().Time)) == 0 {
			logLeft(r.store.DeleteFile(file))
		}
	}
}

func logLeft(err error) {
	if err != nil {
		slog.Warn("a file that nobody needs was left behind", "err", err)
	}
}

// getFile sends a picture or recording of a matter the person may read.
func (r *Room) getFile(c *fiber.Ctx) error {
	who, hash := door.WhoOf(c), paramOf(c, "hash")
	scope := casebook.ScopeOf(who)
	may, err := r.book.MayReadFile(scope, hash)
	if err != nil {
		return err
	}
	if !may {
		readable, err := r.book.Readable(scope, r.attached.on(hash, r.store.Now().Time))
		if err != nil {
			return err
		}
		if len(readable) == 0 {
			return station.NotFound("file_not_found", "没有找到这个文件。")
		}
	}
	file, err := r.store.File(hash)
	if err == nil {
		return sendFile(c, file)
	}
	if small, held := r.smallOf(hash); held && c.Query("size") == "small" {
		c.Set(fiber.HeaderContentType, "image/jpeg")
		c.Set(fiber.HeaderCacheControl, "private, no-store")
		return c.Send(small)
	}
	return err
}

func (r *Room) smallOf(hash string) ([]byte, bool) {
	if r.small == nil {
		return nil, false
	}
	return r.small(hash)
}
