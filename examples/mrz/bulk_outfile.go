package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
)

var errUntold = errors.New("is not what the checkpoint tells of")

// An outFile is written beside its place, and moved there when it is whole: who reads
// the name sees all of it or none.
type outFile struct {
	name string
	f    *os.File // nil once it is in its place, or given up
	size int64
	lost error // that of sync
}

// partName is where a file is written.
func partName(name string) string { return name + ".part" }

// openOut opens what there is of a file, or begins it, for this run alone.
func openOut(name string) (*outFile, error) {
	o := &outFile{name: name}
	if err := o.open(); err != nil {
		return nil, outError(name, err)
	}
	return o, nil
}

func (o *outFile) open() error {
	old, err := os.Stat(o.name)
	mode := os.FileMode(0o666)
	if err == nil {
		// A device or a folder would be replaced by the file, or that would fail when
		// all the work is done.
		if !old.Mode().IsRegular() {
			return errors.New("is there, and is no regular file")
		}
		mode = old.Mode().Perm() | 0o600 // others must not see more than they did
	}
	f, err := os.OpenFile(partName(o.name), os.O_RDWR|os.O_CREATE, mode)
	if err != nil {
		return err
	}
	info, err := f.Stat()
	if err == nil && info.Mode().IsRegular() {
		err = alone(f, info, partName(o.name))
		if err == nil && old != nil {
			f.Chmod(mode) // for one that an earlier run has begun; it may not be ours
		}
	}
	if err != nil {
		f.Close()
		return err
	}
	o.f, o.size = f, info.Size()
	return nil
}

// alone keeps other runs from a file that is open. What has that name now may be another
// file, if a run has just ended and moved its own away.
func alone(f *os.File, info os.FileInfo, name string) error {
	if !lockFile(f) {
		if now, err := os.Stat(name); err == nil && os.SameFile(now, info) {
			return nil
		}
	}
	return errors.New("another run is writing it")
}

// cut keeps the first bytes of a file, and goes on behind them.
func (o *outFile) cut(keep int64) error {
	err := error(nil)
	switch {
	case o.size < keep:
		err = errors.New("is shorter than the checkpoint says")
	case o.size > keep:
		err = o.f.Truncate(keep)
	}
	if err == nil {
		o.size, err = o.f.Seek(keep, io.SeekStart)
	}
	if err != nil {
		return outError(o.name, err)
	}
	return nil
}

func outError(name string, err error) error {
	return &outputError{fmt.Errorf("%s: %w", name, plainError(err))}
}

func (o *outFile) Write(p []byte) (int, error) {
	n, err := o.f.Write(p)
	o.size += int64(n)
	if err != nil {
		err = outError(o.name, err)
	}
	return n, err
}

// sync makes sure that what has been written is safe. Once it has failed it fails again:
// the system may tell only once that it has lost something.
func (o *outFile) sync() error {
	if o.lost == nil {
		o.lost = o.f.Sync()
	}
	if o.lost != nil {
		return outError(o.name, o.lost)
	}
	return nil
}

// finish moves a file that is whole to its place. It is this run's until it is there,
// but for Windows, which moves no file that is open.
func (o *outFile) finish() error {
	if err := o.sync(); err != nil {
		return err
	}
	if runtime.GOOS == "windows" {
		o.close()
	}
	if err := os.Rename(partName(o.name), o.name); err != nil {
		return outError(o.name, err)
	}
	o.close()
	syncFolder(o.name)
	return nil
}

// writeAll writes all of a file, and moves it to its place.
func (o *outFile) writeAll(data []byte) error {
	err := o.cut(0)
	if err == nil {
		_, err = o.Write(data)
	}
	if err == nil {
		err = o.finish()
	}
	return err
}

func (o *outFile) close() {
	if o.f != nil {
		o.f.Close()
		o.f = nil
	}
}

// discard removes what has been written, again before another run can have it.
func (o *outFile) discard() {
	if o.f == nil {
		return
	}
	if runtime.GOOS == "windows" {
		o.close()
	}
	os.Remove(partName(o.name))
	o.close()
}

// syncFolder makes sure that what was moved in the folder of a file is there after a
// power failure. Some systems have no such thing, and it is no reason to fail.
func syncFolder(name string) {
	if d, err := os.Open(filepath.Dir(name)); err == nil {
		d.Sync()
		d.Close()
	}
}

// writeWhole writes a small file, beside its place at first.
func writeWhole(name string, data []byte) error {
	o, err := openOut(name)
	if err != nil {
		return err
	}
	if err := o.writeAll(data); err != nil {
		o.discard()
		return err
	}
	return nil
}
