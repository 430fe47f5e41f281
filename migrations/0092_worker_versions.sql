-- Which version of Campanile a worker is: the page of workers says where several run side by side.
-- runs with: 0045

alter table workers add column version text, add column build text;
